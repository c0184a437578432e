using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class DailyRootMapping : IEntityTypeConfiguration<DailyRoot>
{
    public void Configure(EntityTypeBuilder<DailyRoot> builder)
    {
        // A row of a day that somebody else wrote is none, and keeps the day's own root from nothing.
        builder.HasKey(x => new { x.Day, x.Signature });
        builder.Property(x => x.Day).HasColumnOrder(0);
        builder.Property(x => x.LeafCount).HasColumnOrder(3);
        builder.Property(x => x.Root).Bytes(32).HasColumnOrder(1);
        builder.Property(x => x.Previous).Bytes(32).HasColumnOrder(2);
        builder.Property(x => x.Signature).Bytes(64).HasColumnOrder(4);
    }
}
