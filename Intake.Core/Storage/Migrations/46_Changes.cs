using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Marks of what changed since last night.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270205_Changes")]
internal sealed class Changes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Changes.changes.sql"));
}
