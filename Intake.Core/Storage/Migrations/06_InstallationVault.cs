using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The same check value in the vault.</summary>
[DbContext(typeof(VaultDb))]
[Migration("20261126_Installation")]
internal sealed class InstallationVault : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Installation.vault.sql"));
}
