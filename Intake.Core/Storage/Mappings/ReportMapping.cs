using Intake.Core.Reports;
using Intake.Core.Schemes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.Property(x => x.LookupHash).Bytes(32);
        builder.Property(x => x.MailboxEncryptionKey).Bytes(65);
        builder.Property(x => x.MailboxSigningKey).Bytes(65);
        builder.Property(x => x.Category).HasMaxLength(64);
        builder.HasIndex(x => x.LookupHash).IsUnique();
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
    }
}
