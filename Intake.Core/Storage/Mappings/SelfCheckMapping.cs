using Intake.Core.Operations.SelfChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class SelfCheckMapping : IEntityTypeConfiguration<SelfCheckRow>
{
    public void Configure(EntityTypeBuilder<SelfCheckRow> builder)
    {
        builder.HasKey(x => x.Id);
    }
}
