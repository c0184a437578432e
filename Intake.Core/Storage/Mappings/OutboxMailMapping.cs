using Intake.Core.Notices;
using Intake.Core.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.Property(x => x.MessageId).HasMaxLength(200);
        builder.HasIndex(x => x.MessageId).IsUnique();
        builder.HasIndex(x => new { x.State, x.NextAt });

        builder.Property(x => x.Attempts).UpTo(OutboxMail.MostEver);
        builder.Property(x => x.Recipient).Bytes(RecipientSeal.Size);
        builder.Property(x => x.BodyText).UpTo(OutboxMail.LongestBody);

        // A reminder, an escalation or an invitation at rest carries no words (and no link) to steal.
        builder.ToTable(table => table.HasCheckConstraint(
            "ck_mail_body_text", "\"body_text\" IS NULL OR \"kind\" NOT IN (1, 2, 5, 6)"));
    }
}
