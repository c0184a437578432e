using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>No row that somebody else writes stops what the programs do with their own.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270115_Bounds")]
internal sealed class Bounds : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Bounds.bounds.sql"));
}
