using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Entries that say why somebody is not the one whom a text names, and their audit rows.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261127_Exclusions")]
internal sealed class Exclusions : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Exclusions.exclusions.sql"));
}
