using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class AuditDayMapping : IEntityTypeConfiguration<AuditDay>
{
    public void Configure(EntityTypeBuilder<AuditDay> builder)
    {
        // A row of a day that somebody else wrote is none, and keeps the day's own from nothing.
        builder.HasKey(x => new { x.Day, x.Salt });
        builder.Property(x => x.Day).HasColumnOrder(0);
        builder.Property(x => x.Count).HasColumnOrder(1);
        builder.Property(x => x.Head).Bytes(32).HasColumnOrder(2);
        builder.Property(x => x.Salt).Bytes(32).HasColumnOrder(3);
    }
}
