using Intake.Core.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class MailGoneMapping : IEntityTypeConfiguration<MailGone>
{
    public void Configure(EntityTypeBuilder<MailGone> builder)
    {
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.Day);
    }
}
