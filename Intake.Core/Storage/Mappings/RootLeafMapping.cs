using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RootLeafMapping : IEntityTypeConfiguration<RootLeaf>
{
    public void Configure(EntityTypeBuilder<RootLeaf> builder)
    {
        builder.HasKey(x => x.Hash);
        builder.Property(x => x.Hash).Bytes(32);
        builder.HasIndex(x => x.Day);
    }
}
