using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>An administrator can set a colleague's leave, and the access log says so.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270105_LeaveByOthers")]
internal sealed class LeaveByOthers : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("LeaveByOthers.leave.sql"));
}
