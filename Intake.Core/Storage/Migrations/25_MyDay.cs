using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>How far a member of staff has read a case, and what they call it.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270114_MyDay")]
internal sealed class MyDay : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("MyDay.marks.sql"));
}
