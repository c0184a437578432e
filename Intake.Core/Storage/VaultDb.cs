using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Storage.Mappings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>The vault: a database of its own, in production on a server of its own, with one table in the schema <c>vault</c>.</summary>
public sealed class VaultDb(DbContextOptions<VaultDb> options) : DbContext(options)
{
    /// <summary>Schema of the vault's tables, the migrations' own included.</summary>
    public const string Schema = "vault";

    public DbSet<VaultSecret> Secrets => Set<VaultSecret>();

    /// <summary>Options on the process's pool for a connection string.</summary>
    public static DbContextOptions<VaultDb> Options(string connectionString) =>
        new DbContextOptionsBuilder<VaultDb>()
            .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable(MigrationHistory.Table, Schema))
            .AddInterceptors(new PooledConnections(DataSources.For(connectionString)), new PatientCommands())
            .EnableSensitiveDataLogging(false)
            .Options;

    /// <summary>Options on a data source of the caller.</summary>
    public static DbContextOptions<VaultDb> Options(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<VaultDb>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable(MigrationHistory.Table, Schema))
            .EnableSensitiveDataLogging(false)
            .Options;

    /// <summary>A report's secret, the caller's to dispose; null when there is none. The row's own bytes are zeroed.</summary>
    public async Task<SecretBytes?> SecretOfAsync(Guid reportId, CancellationToken cancel)
    {
        var row = await Secrets.AsNoTracking().SingleOrDefaultAsync(s => s.ReportId == reportId, cancel);
        if (row is null) return null;
        var secret = SecretBytes.CopyOf(row.Secret);
        CryptographicOperations.ZeroMemory(row.Secret);
        return secret;
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfiguration(new VaultSecretMapping());
        modelBuilder.ApplyConfiguration(new InstallationMapping());
        Conventions.Apply(modelBuilder);
    }
}
