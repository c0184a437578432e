using Intake.Core.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class MailCauseMapping : IEntityTypeConfiguration<MailCause>
{
    public void Configure(EntityTypeBuilder<MailCause> builder)
    {
        builder.HasKey(x => x.Cause);
        builder.Property(x => x.Cause).Bytes(32);
        builder.HasIndex(x => x.Day);
    }
}
