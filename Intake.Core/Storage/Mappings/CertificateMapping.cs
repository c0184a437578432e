using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class CertificateMapping : IEntityTypeConfiguration<CertificateRow>
{
    public void Configure(EntityTypeBuilder<CertificateRow> builder)
    {
        builder.Property(x => x.Id).Bytes(32);
        builder.Property(x => x.Body).UpTo(16 * 1024);
        builder.HasIndex(x => new { x.PersonId, x.Serial }).IsUnique();
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
