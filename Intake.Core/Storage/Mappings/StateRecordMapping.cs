using Intake.Core.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class StateRecordMapping : IEntityTypeConfiguration<StateRecord>
{
    public void Configure(EntityTypeBuilder<StateRecord> builder)
    {
        // A row that is no record of the report's keeps the place of none.
        builder.HasKey(x => new { x.ReportId, x.Number, x.Hash });
        builder.Property(x => x.ReportId).HasColumnOrder(0);
        builder.Property(x => x.Number).HasColumnOrder(1);
        builder.Property(x => x.MadeOn).HasColumnOrder(2);
        builder.Property(x => x.Sealed).HasColumnOrder(3);
        builder.Property(x => x.Hash).Bytes(32).HasColumnOrder(4);
        builder.HasIndex(x => x.MadeOn);
    }
}
