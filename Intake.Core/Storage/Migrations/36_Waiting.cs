using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The index that says what waits in a case covers what is asked of it; and rows that somebody wrote cost less.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270126_Waiting")]
internal sealed class Waiting : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => 
        migrationBuilder.Sql(Script.Read("Waiting.waiting.sql"));
}
