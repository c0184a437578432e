using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>A mail that was sent and is put back goes no second time.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270127_Gone")]
internal sealed class Gone : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Gone.gone.sql"));
}
