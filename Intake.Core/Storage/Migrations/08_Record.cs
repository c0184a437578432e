using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Mails without recipients in clear, and a record that can't be thinned.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261127_Record")]
internal sealed class Record : Migration
{
    private static readonly string[] Parts = ["mail", "record"];

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var part in Parts) migrationBuilder.Sql(Script.Read($"Record.{part}.sql"));
    }
}
