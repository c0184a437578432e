using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Holds and severity as acts of their own in the audit trail.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270110_AuditWords")]
internal sealed class AuditWords : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("AuditWords.words.sql"));
}
