using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class WorkDraftMapping : IEntityTypeConfiguration<WorkDraft>
{
    public void Configure(EntityTypeBuilder<WorkDraft> builder)
    {
        builder.Property(x => x.Holder).Bytes(32);
        builder.Property(x => x.Sealed).UpTo(16 * 1024 * 1024);
        builder.HasIndex(x => new { x.CompartmentId, x.Holder, x.Form }).IsUnique();
        builder.HasOne<Epoch>().WithMany().HasForeignKey(x => new { x.CompartmentId, x.Epoch }).OnDelete(DeleteBehavior.Cascade);
    }
}
