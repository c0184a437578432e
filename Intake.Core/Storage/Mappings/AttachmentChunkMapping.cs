using Intake.Core.Reports.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class AttachmentChunkMapping : IEntityTypeConfiguration<AttachmentChunk>
{
    public void Configure(EntityTypeBuilder<AttachmentChunk> builder)
    {
        builder.HasKey(x => new { x.AttachmentId, x.Number });
        builder.Property(x => x.Bytes).UpTo(2 * 1024 * 1024);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(x => x.AttachmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
