using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>No number and no length that a program's password writes stops what the programs count, sum or read.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270118_Numbers")]
internal sealed class Numbers : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Numbers.numbers.sql"));
}
