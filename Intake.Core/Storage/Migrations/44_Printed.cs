using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>That a whole case was taken out to be printed.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270203_Printed")]
internal sealed class Printed : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Printed.printed.sql"));
}
