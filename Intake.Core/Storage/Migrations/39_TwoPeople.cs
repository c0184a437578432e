using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Two people lift a bar by name, and an administrator ends one person's access to one case.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270129_TwoPeople")]
internal sealed class TwoPeople : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("TwoPeople.people.sql"));
}
