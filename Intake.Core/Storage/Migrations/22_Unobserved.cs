using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>No row says when a person signed in or in which order cases were opened.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270111_Unobserved")]
internal sealed class Unobserved : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Unobserved.rows.sql"));
}
