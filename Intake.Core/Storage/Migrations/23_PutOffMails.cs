using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Until when a leave puts a mail off, so that it does not count as one that no server takes.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270112_PutOffMails")]
internal sealed class PutOffMails : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("PutOffMails.mail.sql"));
}
