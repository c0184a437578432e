using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Accountability reports, made and kept.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261201_AccountabilityReports")]
internal sealed class AccountabilityReports : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Script.Read("AccountabilityReports.reports.sql"));
}
