using Intake.Core.Staff.Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class CertificateSignatureMapping : IEntityTypeConfiguration<CertificateSignature>
{
    public void Configure(EntityTypeBuilder<CertificateSignature> builder)
    {
        builder.HasKey(x => new { x.CertificateId, x.Signer });
        builder.Property(x => x.CertificateId).Bytes(32);
        builder.Property(x => x.Signer).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
        builder.HasOne<CertificateRow>().WithMany().HasForeignKey(x => x.CertificateId).OnDelete(DeleteBehavior.Restrict);
    }
}
