using Intake.Core.Accountability;
using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class DeletionMapping : IEntityTypeConfiguration<Deletion>
{
    public void Configure(EntityTypeBuilder<Deletion> builder)
    {
        builder.HasKey(x => x.ReportId);
        builder.Property(x => x.Seal).Bytes(32);
        builder.HasOne<Report>().WithOne().HasForeignKey<Deletion>(x => x.ReportId).OnDelete(DeleteBehavior.Cascade);
    }
}
