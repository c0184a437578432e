using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>A second set of a person's keys, which waits for its certificate.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261129_PendingKeys")]
internal sealed class PendingKeys : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("PendingKeys.keys.sql"));
}
