using Intake.Core.Accountability;
using Intake.Core.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RootLeafMapping : IEntityTypeConfiguration<RootLeaf>
{
    public void Configure(EntityTypeBuilder<RootLeaf> builder)
    {
        // A row without the installation's seal keeps no leaf from its place.
        builder.HasKey(x => new { x.Hash, x.Seal });
        builder.Property(x => x.Hash).Bytes(32).HasColumnOrder(0);
        builder.Property(x => x.Day).HasColumnOrder(1);
        builder.Property(x => x.Seal).Bytes(LeafSeal.Size).HasColumnOrder(2);
        builder.HasIndex(x => x.Day);
    }
}
