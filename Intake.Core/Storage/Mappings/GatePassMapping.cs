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
        builder.ToTable(table => table.HasCheckConstraint("ck_gate_pass_read_to", "\"read_to\" >= 0"));
        builder.ToTable(table => table.HasCheckConstraint("ck_gate_pass_messages_seen", "\"messages_seen\" >= 0"));
        builder.HasOne<Report>().WithMany().HasForeignKey(x => x.ReportId).OnDelete(DeleteBehavior.Cascade);
    }
}
