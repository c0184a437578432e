using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>An administrator can drop keys that wait, and the access log says so.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261210_DroppedKeys")]
internal sealed class DroppedKeys : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("DroppedKeys.dropped.sql"));
}
