using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class RemovalMapping : IEntityTypeConfiguration<Removal>
{
    public void Configure(EntityTypeBuilder<Removal> builder)
    {
        builder.Property(x => x.Tree).Bytes(32);
        builder.Property(x => x.Previous).Bytes(32);
        builder.Property(x => x.Signature).Bytes(64);
        builder.Property(x => x.Hash).Bytes(32);
        // A row that the installation did not sign keeps the place of none.
        builder.HasIndex(x => new { x.Number, x.Signature }).IsUnique();
        builder.HasIndex(x => x.ReportId).IsUnique();
    }
}
