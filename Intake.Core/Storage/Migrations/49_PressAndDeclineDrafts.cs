using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>What is said of the press, and why a unit gives a case back, can be saved unsent.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270208_PressAndDeclineDrafts")]
internal sealed class PressAndDeclineDrafts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Script.Read("PressAndDeclineDrafts.drafts.sql"));
}
