using Intake.Core.Reports;
using Intake.Core.Reports.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.Property(x => x.Salt).Bytes(32);
        builder.Property(x => x.SizeClass).UpTo(Attachment.LargestSize);
        builder.HasOne<Report>().WithMany().HasForeignKey(x => x.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Staging>().WithMany().HasForeignKey(x => x.StagingId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(table => table.HasCheckConstraint(
            "ck_attachment_place", "(\"report_id\" IS NULL) <> (\"staging_id\" IS NULL)"));
    }
}
