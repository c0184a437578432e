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
        builder.Property(x => x.Document).UpTo(16 * 1024 * 1024);

        // That the schedule makes one of a period is a lock's work: a row that somebody else wrote keeps a report from nothing.
        builder.HasIndex(x => new { x.SchemeId, x.FromOn, x.ToOn });
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
    }
}
