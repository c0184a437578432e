using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Dates that nobody means are refused where one of them would stop pages or jobs.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270113_Years")]
internal sealed class Years : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Years.years.sql"));
}
