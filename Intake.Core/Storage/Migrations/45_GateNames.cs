using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Names that are added to the gate's card, and which case a colleague's message waits in.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270204_GateNames")]
internal sealed class GateNames : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("GateNames.names.sql"));
}
