using Intake.Core.Schemes;
using Intake.Core.Staff.Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RevocationMapping : IEntityTypeConfiguration<RevocationRow>
{
    public void Configure(EntityTypeBuilder<RevocationRow> builder)
    {
        builder.Property(x => x.Id).Bytes(32);
        builder.Property(x => x.Body).UpTo(16 * 1024);
        builder.Property(x => x.CertificateId).Bytes(32);
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CertificateRow>().WithMany().HasForeignKey(x => x.CertificateId).OnDelete(DeleteBehavior.Restrict);
    }
}
