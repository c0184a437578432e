using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Audit rows of originals that were downloaded with their hidden data.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261123_Originals")]
internal sealed class Originals : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Originals.originals.sql"));
}
