using System.Security.Cryptography;
using Intake.Core.Reports.Files;
using Intake.Core.Submission;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.HasKey(x => x.StagingId);
        builder.Property(x => x.LookupHash).Bytes(SHA256.HashSizeInBytes);
        builder.HasIndex(x => x.LookupHash).IsUnique();
        builder.HasIndex(x => x.ReportId).IsUnique();
        builder.HasOne<Staging>().WithOne().HasForeignKey<Draft>(x => x.StagingId).OnDelete(DeleteBehavior.Cascade);
    }
}
