using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

/// <summary>
/// The database holds dates to years that somebody means. It knows others that the programs cannot read, and one row with such a date,
/// written with a program's password, would fail every page and job that meets it.
/// </summary>
internal static class Years
{
    /// <summary>Columns that are empty pass.</summary>
    public static void WithinYears<T>(this EntityTypeBuilder<T> builder, string name, string[] days, string[] instants)
        where T : class
    {
        var held = days.Select(day => $"\"{day}\" >= '1900-01-01' AND \"{day}\" < '3000-01-01'").Concat(instants.Select(instant =>
            $"\"{instant}\" >= '1900-01-01 00:00:00+00' AND \"{instant}\" < '3000-01-01 00:00:00+00'"));
        builder.ToTable(table => table.HasCheckConstraint(name, string.Join(" AND ", held)));
    }
}
