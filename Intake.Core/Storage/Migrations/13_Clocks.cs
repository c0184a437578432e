using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Deadlines that end unmet, the routing deadline, decisions, holds by two people, and deletion in two steps.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261202_Clocks")]
internal sealed class Clocks : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Clocks.clocks.sql"));
}
