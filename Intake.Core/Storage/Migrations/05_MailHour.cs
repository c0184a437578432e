using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The mail hour of each mail, which its retries keep.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20261125_MailHour")]
internal sealed class MailHour : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("MailHour.mail.sql"));
}
