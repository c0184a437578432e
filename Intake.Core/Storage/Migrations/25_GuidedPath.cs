using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>What handlers note of a unit's work besides notes, and their unsent forms.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270114_GuidedPath")]
internal sealed class GuidedPath : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("GuidedPath.path.sql"));
}
