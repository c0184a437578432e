using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class DailyRootMapping : IEntityTypeConfiguration<DailyRoot>
{
    public void Configure(EntityTypeBuilder<DailyRoot> builder)
    {
        builder.HasKey(x => x.Day);
        builder.Property(x => x.Root).Bytes(32);
        builder.Property(x => x.Previous).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
    }
}
