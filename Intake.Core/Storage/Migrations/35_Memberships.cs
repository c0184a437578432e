using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>One person in several schemes: accounts that are signed in to by another account of the same person.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270125_Memberships")]
internal sealed class Memberships : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Memberships.staff.sql"));
}
