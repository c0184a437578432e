using Intake.Core.Staff.Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RevocationSignatureMapping : IEntityTypeConfiguration<RevocationSignature>
{
    public void Configure(EntityTypeBuilder<RevocationSignature> builder)
    {
        builder.HasKey(x => new { x.RevocationId, x.Signer });
        builder.Property(x => x.RevocationId).Bytes(32);
        builder.Property(x => x.Signer).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
        builder.HasOne<RevocationRow>().WithMany().HasForeignKey(x => x.RevocationId).OnDelete(DeleteBehavior.Restrict);
    }
}
