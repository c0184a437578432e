using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RootCountersignatureMapping : IEntityTypeConfiguration<RootCountersignature>
{
    public void Configure(EntityTypeBuilder<RootCountersignature> builder)
    {
        // A row that the administrator did not sign keeps theirs from nothing.
        builder.HasKey(x => new { x.Day, x.CertificateId, x.Signature });
        builder.Property(x => x.CertificateId).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
    }
}
