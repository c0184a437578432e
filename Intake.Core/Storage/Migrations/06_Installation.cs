using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The check value of the file secret.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261126_Installation")]
internal sealed class InstallationRow : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Installation.intake.sql"));
}
