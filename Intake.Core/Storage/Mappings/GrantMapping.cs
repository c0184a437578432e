using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.Property(x => x.Holder).Bytes(32);
        builder.Property(x => x.Enc).Bytes(65);
        builder.HasIndex(x => new { x.CompartmentId, x.Epoch, x.Holder }).IsUnique();
        builder.HasOne<Epoch>().WithMany().HasForeignKey(x => new { x.CompartmentId, x.Epoch }).OnDelete(DeleteBehavior.Cascade);
    }
}
