using Intake.Core.Certification;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class AccessAttestationMapping : IEntityTypeConfiguration<AccessAttestation>
{
    public void Configure(EntityTypeBuilder<AccessAttestation> builder)
    {
        // Not by whom it is for: a row that somebody put there would keep that person from signing.
        builder.HasIndex(x => new { x.SchemeId, x.Quarter });
        builder.Property(x => x.CertificateId).Bytes(32);
        builder.Property(x => x.List).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
    }
}
