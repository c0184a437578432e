using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RootCountersignatureMapping : IEntityTypeConfiguration<RootCountersignature>
{
    public void Configure(EntityTypeBuilder<RootCountersignature> builder)
    {
        builder.HasKey(x => new { x.Day, x.CertificateId });
        builder.Property(x => x.CertificateId).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
    }
}
