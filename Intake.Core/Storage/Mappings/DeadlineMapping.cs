using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class DeadlineMapping : IEntityTypeConfiguration<DeadlineRow>
{
    public void Configure(EntityTypeBuilder<DeadlineRow> builder)
    {
        builder.HasIndex(x => new { x.ReportId, x.ReferralId, x.Kind }).IsUnique().AreNullsDistinct(false);
        builder.ToTable(table => table.HasCheckConstraint(
            "ck_deadline_ended", "(ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL OR met_on IS NULL)"));
        builder.ToTable(table => table.HasCheckConstraint("ck_deadline_days", "\"due_on\" >= \"starts_on\""));
        builder.HasIndex(x => x.DueOn).HasFilter("met_on IS NULL AND ended_on IS NULL");
        builder.HasOne<Report>().WithMany().HasForeignKey(x => x.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Referral>().WithMany().HasForeignKey(x => x.ReferralId).OnDelete(DeleteBehavior.Cascade);
    }
}
