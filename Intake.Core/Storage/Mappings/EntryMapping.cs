using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.Property(x => x.Salt).Bytes(32);
        builder.Property(x => x.Sealed).UpTo(16 * 1024 * 1024);
        builder.Property(x => x.Hash).Bytes(32);
        // It covers what intake.waiting_entries asks of every open case.
        builder.HasIndex(x => new { x.CompartmentId, x.Position }).IsUnique().IncludeProperties(x => new { x.Id, x.Kind });
        // Few among all entries: the worker asks for them alone, see waiting_messages and waiting_proposals.
        builder.HasIndex(x => x.Kind).HasFilter("kind IN (48, 49, 50, 51, 61, 62, 63)");
        builder.HasOne<Epoch>().WithMany().HasForeignKey(x => new { x.CompartmentId, x.Epoch }).OnDelete(DeleteBehavior.Cascade);
    }
}
