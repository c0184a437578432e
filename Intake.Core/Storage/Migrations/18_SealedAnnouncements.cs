using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The announcement of a deletion is sealed; what an earlier release announced is announced again.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270107_SealedAnnouncements")]
internal sealed class SealedAnnouncements : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("SealedAnnouncements.seal.sql"));
}
