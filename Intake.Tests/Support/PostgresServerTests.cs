using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class PostgresServerTests
{
    [Test]
    public async Task The_shared_server_makes_databases_that_only_our_roles_enter()
    {
        var server = await PostgresServer.SharedAsync();
        var name = "rig_" + Guid.NewGuid().ToString("N");
        await server.CreateDatabaseAsync(name);
        foreach (var connectionString in new[] { server.OwnerConnectionString(name), server.WebConnectionString(name),
            server.WorkerConnectionString(name) })
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user", connection);
            Assert.That(await command.ExecuteScalarAsync(), Is.False);
        }

        Assert.That(await server.DumpAsync(name), Does.Contain("PostgreSQL database dump complete"));
        await server.DropDatabaseAsync(name);
        Assert.That(await server.Psql("postgres", $"select count(*) from pg_database where datname = '{name}'"), Is.EqualTo("0\n"));
    }

    [Test]
    public async Task A_wrong_password_is_refused()
    {
        var server = await PostgresServer.SharedAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.OwnerConnectionString("postgres")) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        await Assert.ThatAsync(
            () => connection.OpenAsync(),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState))
                .EqualTo(PostgresErrorCodes.InvalidPassword));
    }

    [Test]
    public async Task The_log_holds_no_value_and_no_statement_of_a_refused_row()
    {
        var server = await PostgresServer.SharedAsync();
        await Assert.ThatAsync(
            () => server.Psql(
                "postgres", "create temp table t (word text check (word <> 'skovskade-7140')); insert into t values ('skovskade-7140')"),
            Throws.InvalidOperationException);
        Assert.That(server.LogText(), Does.Contain("violates check constraint").And.Not.Contain("skovskade-7140"));
        Assert.That(await server.Psql("postgres", "show track_commit_timestamp"), Is.EqualTo("off\n"));
    }

    [Test]
    public async Task A_server_of_its_own_goes_away_and_comes_back_with_its_data()
    {
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await server.Psql("postgres", "create table kept as select 7 as number");
        await server.StopAsync();
        await using (var connection = new NpgsqlConnection(server.OwnerConnectionString("postgres") + ";Pooling=false"))
        {
            await Assert.ThatAsync(() => connection.OpenAsync(), Throws.InstanceOf<NpgsqlException>());
        }

        await server.StartAgainAsync();
        Assert.That(await server.Psql("postgres", "select number from kept; show fsync"), Is.EqualTo("7\non\n"));
    }
}
