using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Entries that say who was given a case.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270202_Holders")]
internal sealed class Holders : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Holders.holders.sql"));
}
