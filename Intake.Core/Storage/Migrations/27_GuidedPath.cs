using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Kinds of entries for a unit's plan and actions, and its handlers' unsent forms.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270116_GuidedPath")]
internal sealed class GuidedPath : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("GuidedPath.path.sql"));
}
