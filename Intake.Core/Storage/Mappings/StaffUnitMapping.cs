using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class StaffUnitMapping : IEntityTypeConfiguration<StaffUnit>
{
    public void Configure(EntityTypeBuilder<StaffUnit> builder)
    {
        builder.HasKey(x => new { x.StaffId, x.UnitId });
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.StaffId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<UnitRow>().WithMany().HasForeignKey(x => x.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
