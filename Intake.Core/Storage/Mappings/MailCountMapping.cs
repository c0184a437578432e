using Intake.Core.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class MailCountMapping : IEntityTypeConfiguration<MailCount>
{
    public void Configure(EntityTypeBuilder<MailCount> builder)
    {
        builder.HasKey(x => x.Day);
        builder.Property(x => x.Sent).UpTo(MailCount.Most);
    }
}
