using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The same bounds in the vault.</summary>
[DbContext(typeof(VaultDb))]
[Migration("20270115_Bounds")]
internal sealed class BoundsVault : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("Bounds.vault.sql"));
}
