using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class EpochMapping : IEntityTypeConfiguration<Epoch>
{
    public void Configure(EntityTypeBuilder<Epoch> builder)
    {
        builder.HasKey(x => new { x.CompartmentId, x.Number });
        builder.Property(x => x.Commitment).Bytes(32);
        builder.HasOne<Compartment>().WithMany().HasForeignKey(x => x.CompartmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
