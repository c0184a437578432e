using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The audit's word for what was sent although the outbound check found something.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270119_Outbound")]
internal sealed class Outbound : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Outbound.audit.sql"));
}
