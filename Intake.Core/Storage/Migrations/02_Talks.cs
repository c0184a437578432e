using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Entries of talks and minutes, and audit rows of what was told by word of mouth and of reports withdrawn unread.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261121_Talks")]
internal sealed class Talks : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Talks.talks.sql"));
}
