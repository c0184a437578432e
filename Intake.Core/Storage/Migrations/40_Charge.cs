using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Who is in charge of a referral.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270130_Charge")]
internal sealed class Charge : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Charge.charge.sql"));
}
