using Intake.Core.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class StateRecordMapping : IEntityTypeConfiguration<StateRecord>
{
    public void Configure(EntityTypeBuilder<StateRecord> builder)
    {
        builder.HasKey(x => new { x.ReportId, x.Number });
        builder.Property(x => x.Hash).Bytes(32);
        builder.HasIndex(x => x.MadeOn);
    }
}
