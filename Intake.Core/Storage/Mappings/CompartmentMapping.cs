using Intake.Core.Cases;
using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class CompartmentMapping : IEntityTypeConfiguration<Compartment>
{
    public void Configure(EntityTypeBuilder<Compartment> builder)
    {
        builder.HasIndex(x => new { x.ReportId, x.Kind, x.ReferralId }).IsUnique().AreNullsDistinct(false);
        builder.ToTable(table => table.HasCheckConstraint(
            "ck_compartment_place", "(\"referral_id\" IS NULL) = (\"kind\" IN (1, 2))"));
        builder.HasOne<Report>().WithMany().HasForeignKey(x => x.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Referral>().WithMany().HasForeignKey(x => x.ReferralId).OnDelete(DeleteBehavior.Cascade);
    }
}
