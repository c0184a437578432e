using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Minutes of a talk can be saved unsent.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270206_MinutesDrafts")]
internal sealed class MinutesDrafts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("MinutesDrafts.drafts.sql"));
}
