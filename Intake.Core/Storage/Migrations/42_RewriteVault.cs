using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>Rewriting the vault says how many deleted secrets it could not leave behind.</summary>
[DbContext(typeof(VaultDb))]
[Migration("20270201_Rewrite")]
internal sealed class RewriteVault : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Rewrite.vault.sql"));
}
