using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>What is still done with a closed case: the reporter is asked how it has gone, and it is opened again.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270118_AfterClosing")]
internal sealed class AfterClosing : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("AfterClosing.after.sql"));
}
