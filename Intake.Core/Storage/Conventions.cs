using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage;

/// <summary>
/// What holds for every table: snake_case names, no generated values, enums as smallint with a constraint that lists
/// their values, byte columns of a fixed length with a constraint on it, dates within years that somebody means, numbers and lengths
/// below what a real row can reach, xmin as row version.
/// </summary>
internal static partial class Conventions
{
    private const string RowVersion = "RowVersion";
    private const string Most = "Intake:Most";
    private const long LargestNumber = 1_000_000_000;
    private const long LongestBytes = 1024 * 1024;

    /// <summary>Applied after the mappings.</summary>
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            var table = TableOf(entity);
            entity.SetTableName(table);
            foreach (var property in entity.GetProperties())
                Map(entity, table, property);
        }

        // Foreign keys and indexes name columns of both ends, so all columns have their names first.
        foreach (var entity in model.Model.GetEntityTypes())
            NameConstraints(entity, entity.GetTableName()!);
    }

    /// <summary>A byte column of exactly <paramref name="length"/> bytes, held by a constraint.</summary>
    public static PropertyBuilder Bytes(this PropertyBuilder property, int length) =>
        property.HasMaxLength(length).IsFixedLength();

    /// <summary>
    /// The largest number of a column, or the most bytes of one, held by a constraint: where it differs from what holds for all.
    /// </summary>
    public static PropertyBuilder UpTo(this PropertyBuilder property, long most) => property.HasAnnotation(Most, most);

    private static void Map(IMutableEntityType entity, string table, IMutableProperty property)
    {
        var column = Snake(property.Name);
        property.ValueGenerated = ValueGenerated.Never;
        if (property.Name == RowVersion)
        {
            column = "xmin";
            property.ValueGenerated = ValueGenerated.OnAddOrUpdate;
            property.IsConcurrencyToken = true;
            property.SetColumnType("xid");
        }

        property.SetColumnName(column);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        // PostgreSQL knows dates that .NET cannot read: one row with such a date, written with a program's password, would fail every
        // page and job that meets it.
        if (type == typeof(DateOnly))
            entity.AddCheckConstraint($"ck_{table}_{column}_year", $"\"{column}\" >= '1900-01-01' AND \"{column}\" < '3000-01-01'");
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
        {
            entity.AddCheckConstraint($"ck_{table}_{column}_year",
                $"\"{column}\" >= '1900-01-01 00:00:00+00' AND \"{column}\" < '3000-01-01 00:00:00+00'");
        }

        if (type.IsEnum)
        {
            property.SetProviderClrType(typeof(short));
            entity.AddCheckConstraint($"ck_{table}_{column}", $"\"{column}\" {Values(type)}");
        }
        else if (type == typeof(byte[]) && property.IsFixedLength() == true)
        {
            entity.AddCheckConstraint($"ck_{table}_{column}", $"octet_length(\"{column}\") = {property.GetMaxLength()}");
        }
        else
        {
            Bound(entity, table, column, type, property);
        }
    }

    // One row with the largest number that there is, or with a gigabyte of text, would fail whatever counts on from it, sums or reads it.
    private static void Bound(IMutableEntityType entity, string table, string column, Type type, IMutableProperty property)
    {
        var most = (long?)property.FindAnnotation(Most)?.Value;
        if (type == typeof(int) || type == typeof(long))
        {
            entity.AddCheckConstraint(
                $"ck_{table}_{column}_range", FormattableString.Invariant($"\"{column}\" BETWEEN 0 AND {most ?? LargestNumber}"));
        }
        else if (type == typeof(byte[]) || (type == typeof(string) && property.GetMaxLength() is null))
        {
            entity.AddCheckConstraint(
                $"ck_{table}_{column}_length", FormattableString.Invariant($"octet_length(\"{column}\") <= {most ?? LongestBytes}"));
        }
    }

    private static string Values(Type type)
    {
        var values = Enum.GetValuesAsUnderlyingType(type).Cast<int>().Order().ToArray();
        return type.IsDefined(typeof(FlagsAttribute), false)
            ? FormattableString.Invariant($"BETWEEN 1 AND {values.Sum()}")
            : $"IN ({string.Join(", ", values)})";
    }

    private static void NameConstraints(IMutableEntityType entity, string table)
    {
        foreach (var key in entity.GetKeys())
            key.SetName(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Columns(key.Properties)}");
        foreach (var foreign in entity.GetForeignKeys())
            foreign.SetConstraintName($"fk_{table}_{Columns(foreign.Properties)}");
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName($"{(index.IsUnique ? "ux" : "ix")}_{table}_{Columns(index.Properties)}");
    }

    private static string Columns(IEnumerable<IMutableProperty> properties) =>
        string.Join('_', properties.Select(property => property.GetColumnName()));

    private static string TableOf(IMutableEntityType entity) =>
        entity.ClrType == typeof(Notices.OutboxMail) ? "mail" : Snake(TrimRow(entity.ClrType.Name));

    private static string TrimRow(string name) => name.EndsWith("Row", StringComparison.Ordinal) ? name[..^3] : name;

    private static string Snake(string name) => Humps().Replace(name, "_$1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Humps();
}
