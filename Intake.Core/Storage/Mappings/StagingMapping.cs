using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class StagingMapping : IEntityTypeConfiguration<Staging>
{
    public void Configure(EntityTypeBuilder<Staging> builder)
    {
        builder.Property(x => x.Sealed).UpTo(16 * 1024 * 1024);
        builder.HasIndex(x => x.ExpiresOn);
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
    }
}
