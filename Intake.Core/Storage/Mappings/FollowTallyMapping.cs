using Intake.Core.Cases.Screening;
using Intake.Core.Schemes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class FollowTallyMapping : IEntityTypeConfiguration<FollowTally>
{
    public void Configure(EntityTypeBuilder<FollowTally> builder)
    {
        builder.HasKey(x => new { x.SchemeId, x.Month });
        builder.Property(x => x.Sealed).Bytes(65);
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
    }
}
