using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Doubts whether a report is inside the purpose, and links between two cases.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270120_Doubts")]
internal sealed class Doubts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Doubts.doubts.sql"));
}
