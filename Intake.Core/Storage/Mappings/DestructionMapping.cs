using Intake.Core.Accountability;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class DestructionMapping : IEntityTypeConfiguration<Destruction>
{
    public void Configure(EntityTypeBuilder<Destruction> builder)
    {
        builder.Property(x => x.Signature).Bytes(64);
        builder.HasIndex(x => x.SchemeId);
    }
}
