using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Who went through the scheme's access in which quarter.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270109_AccessAttestations")]
internal sealed class AccessAttestations : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Script.Read("AccessAttestations.attestations.sql"));
}
