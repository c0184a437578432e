using Intake.Core.Reports;
using Intake.Core.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class GatePassMapping : IEntityTypeConfiguration<GatePass>
{
    public void Configure(EntityTypeBuilder<GatePass> builder)
    {
        builder.HasKey(x => x.Holder);
        builder.Property(x => x.Holder).Bytes(32);
        builder.Property(x => x.Label).Bytes(LabelSeal.SealedBytes);
        builder.HasOne<Report>().WithMany().HasForeignKey(x => x.ReportId).OnDelete(DeleteBehavior.Cascade);
    }
}
