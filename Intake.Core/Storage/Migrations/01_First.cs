using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The first tables. A test holds the outcome against the model, so the scripts here never change once released.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261121_First")]
internal sealed class First : Migration
{
    private static readonly string[] Rooms = ["schemes", "staff", "reports", "deadlines", "notices", "accountability"];

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var room in Rooms)
            migrationBuilder.Sql(Script.Read($"First.{room}.sql"));
    }
}
