using Intake.Core.Accountability.Figures;
using Intake.Core.Schemes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class AccountabilityReportMapping : IEntityTypeConfiguration<AccountabilityReport>
{
    public void Configure(EntityTypeBuilder<AccountabilityReport> builder)
    {
        builder.Property(x => x.Signature).Bytes(64);
        builder.WithinYears("ck_accountability_report_years", ["from_on", "to_on", "made_on"], []);

        // The schedule makes one of a period, however many workers there are.
        builder.HasIndex(x => new { x.SchemeId, x.FromOn, x.ToOn }).IsUnique().HasFilter("scheduled");
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
    }
}
