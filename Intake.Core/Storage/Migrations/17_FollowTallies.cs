using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Of how many reports of a month the reporter does not follow the case.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270106_FollowTallies")]
internal sealed class FollowTallies : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("FollowTallies.tallies.sql"));
}
