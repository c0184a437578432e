using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>How many wrong one-time codes an account had, and until when none signs in.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261128_WrongCodes")]
internal sealed class WrongCodes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("WrongCodes.staff.sql"));
}
