using Intake.Core.Submission;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class TicketUseMapping : IEntityTypeConfiguration<TicketUse>
{
    public void Configure(EntityTypeBuilder<TicketUse> builder)
    {
        builder.HasKey(x => x.Hash);
        builder.Property(x => x.Hash).Bytes(32);
        builder.HasIndex(x => x.ExpiresOn);
    }
}
