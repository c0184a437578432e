using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>A talk that an administrator agreed is the administrators', also while a unit has the case.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270207_OwnTalks")]
internal sealed class OwnTalks : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("OwnTalks.talks.sql"));
}
