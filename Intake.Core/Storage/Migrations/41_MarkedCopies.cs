using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Cuts of a case, and the marked copies that they are made for.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270131_MarkedCopies")]
internal sealed class MarkedCopies : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("MarkedCopies.copies.sql"));
}
