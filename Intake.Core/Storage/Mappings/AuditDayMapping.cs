using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class AuditDayMapping : IEntityTypeConfiguration<AuditDay>
{
    public void Configure(EntityTypeBuilder<AuditDay> builder)
    {
        builder.HasKey(x => x.Day);
        builder.Property(x => x.Head).Bytes(32);
        builder.Property(x => x.Salt).Bytes(32);
    }
}
