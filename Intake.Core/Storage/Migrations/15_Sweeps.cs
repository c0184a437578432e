using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The worker's sweeps find what is due by an index of what is open.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261230_Sweeps")]
internal sealed class Sweeps : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Sweeps.sweeps.sql"));
}
