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
        builder.Property(x => x.Day).HasColumnOrder(0);
        builder.Property(x => x.CertificateId).Bytes(32).HasColumnOrder(1);
        builder.Property(x => x.SchemeId).HasColumnOrder(2);
        builder.Property(x => x.Signature).Bytes(64).HasColumnOrder(3);
        builder.Property(x => x.MadeOn).HasColumnOrder(4);
    }
}
