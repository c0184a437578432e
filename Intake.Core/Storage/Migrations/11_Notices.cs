using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The language of a person's mails, leave, and what the worker may know of what waits.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261130_Notices")]
internal sealed class Notices : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Notices.notices.sql"));
}
