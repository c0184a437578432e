using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Intake.Core.Storage.Migrations;

/// <summary>The vault's one table.</summary>
[DbContext(typeof(VaultDb))]
[Migration("20261121_First")]
internal sealed class FirstVault : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("First.vault.sql"));
}
