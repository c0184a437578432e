using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Messages to a reporter that a colleague of their writer reads and sends.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270201_SecondReader")]
internal sealed class SecondReader : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("SecondReader.reader.sql"));
}
