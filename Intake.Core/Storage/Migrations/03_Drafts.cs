using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Unfinished reports that can be saved and continued.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261122_Drafts")]
internal sealed class Drafts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Drafts.draft.sql"));
}
