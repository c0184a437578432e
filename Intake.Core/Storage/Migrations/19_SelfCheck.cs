using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>How the self-checks of the web processes went.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270108_SelfCheck")]
internal sealed class SelfCheck : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("SelfCheck.selfcheck.sql"));
}
