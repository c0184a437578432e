using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RemovalLeafMapping : IEntityTypeConfiguration<RemovalLeaf>
{
    public void Configure(EntityTypeBuilder<RemovalLeaf> builder)
    {
        builder.HasKey(x => new { x.RemovalId, x.EntryHash });
        builder.Property(x => x.EntryHash).Bytes(32);
        builder.HasOne<Removal>().WithMany().HasForeignKey(x => x.RemovalId).OnDelete(DeleteBehavior.Restrict);
    }
}
