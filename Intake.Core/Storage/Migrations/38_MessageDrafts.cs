using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Messages and the form that closes a case can be saved unsent.</summary>
[DbContext(typeof(IntakeDb))]
[Migration("20270128_MessageDrafts")]
internal sealed class MessageDrafts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("MessageDrafts.drafts.sql"));
}
