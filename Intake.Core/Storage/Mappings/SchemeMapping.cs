using Intake.Core.Schemes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class SchemeMapping : IEntityTypeConfiguration<SchemeRow>
{
    public void Configure(EntityTypeBuilder<SchemeRow> builder)
    {
        builder.Property(x => x.Name).HasMaxLength(64);
        builder.Property(x => x.Document).UpTo(2 * 1024 * 1024);
        builder.Property(x => x.DocumentHash).Bytes(32);
        builder.HasIndex(x => x.Name).IsUnique();
    }
}
