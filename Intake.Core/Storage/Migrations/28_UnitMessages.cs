using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Messages between administrators and a unit, and referrals that are declined or taken back.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270117_UnitMessages")]
internal sealed class UnitMessages : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("UnitMessages.messages.sql"));
}
