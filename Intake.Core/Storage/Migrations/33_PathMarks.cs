using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Entries of a unit's work: a suspicion of a crime, the press, an open window, aftercare.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270121_PathMarks")]
internal sealed class PathMarks : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("PathMarks.marks.sql"));
}
