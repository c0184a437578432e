using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>What a referral ended with before its time, apart from other messages.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270122_Returns")]
internal sealed class Returns : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Returns.returns.sql"));
}
