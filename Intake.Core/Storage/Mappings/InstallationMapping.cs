using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class InstallationMapping : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.HasKey(x => x.One);
        builder.Property(x => x.CheckValue).Bytes(32);
        builder.ToTable(table => table.HasCheckConstraint("ck_installation_one", "\"one\""));
    }
}
