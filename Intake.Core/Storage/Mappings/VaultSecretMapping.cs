using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class VaultSecretMapping : IEntityTypeConfiguration<VaultSecret>
{
    public void Configure(EntityTypeBuilder<VaultSecret> builder)
    {
        builder.HasKey(x => x.ReportId);
        builder.Property(x => x.Secret).Bytes(32);
    }
}
