using System.Globalization;
using Intake.Core.Operations;
using Intake.Core.Operations.SelfChecks;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Operations;

/// <summary>The self-check under the web role: it goes the real way, says where that breaks, and nobody sees anything of it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SelfCheckTests
{
    private FoundedScheme founded = null!;

    [OneTimeSetUp]
    public async Task Found()
    {
        founded = await FoundedScheme.CreateAsync();
        await founded.AddAsync("universitet");
    }

    [OneTimeTearDown]
    public async Task Leave() => await founded.DisposeAsync();

    [Test, Promise(46)]
    public async Task A_synthetic_report_goes_in_is_read_and_taken_back_in_each_scheme_and_no_row_was_ever_there_for_anybody_else()
    {
        var before = await RowsAsync();
        var (written, seen) = (await WrittenAsync(), 0L);
        using var over = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            for (; !over.IsCancellationRequested; seen++)
                Assert.That(await SqlAsync("SELECT count(*) FROM intake.report"), Is.EqualTo("0"));
        });
        var found = await Check.RunAsync(default);
        await over.CancelAsync();
        await watching;

        Assert.That(found, Is.EqualTo(SelfCheckFinding.Good), found.Why?.ToString());
        Assert.That(await RowsAsync(), Is.EqualTo(before));
        Assert.That(seen, Is.Positive);
        // The server counts what was inserted, committed or not, and tells of it some seconds later.
        while (await WrittenAsync() < written + 2) await Task.Delay(200);
    }

    [TestCase(false, "INSERT", "intake.staging", SelfCheckStep.Stage)]
    [TestCase(true, "INSERT", "vault.vault_secret", SelfCheckStep.Stage)]
    [TestCase(false, "INSERT", "intake.entry", SelfCheckStep.Receive)]
    [TestCase(false, "INSERT", "intake.\"grant\"", SelfCheckStep.Receive)]
    [TestCase(false, "SELECT", "intake.draft", SelfCheckStep.Receive)]
    [TestCase(true, "DELETE", "vault.vault_secret", SelfCheckStep.Withdraw)]
    [Promise(46)]
    public async Task Where_a_part_of_the_way_is_broken_it_says_which_and_leaves_nothing(
        bool inVault, string right, string table, SelfCheckStep expected)
    {
        var before = await RowsAsync();
        await SqlAsync($"REVOKE {right} ON {table} FROM intake_web", inVault);
        var found = await Check.RunAsync(default);
        await SqlAsync($"GRANT {right} ON {table} TO intake_web", inVault);
        Assert.That((found.Failed, found.Why is null), Is.EqualTo(((SelfCheckStep?)expected, false)));
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test, Promise(46)]
    public async Task Entries_that_come_back_otherwise_than_they_were_sealed_are_a_failure_without_a_word_of_content()
    {
        await SqlAsync("""
            CREATE FUNCTION public.spoil() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN NEW.sealed := set_byte(NEW.sealed, 40, get_byte(NEW.sealed, 40) # 1); RETURN NEW; END $$;
            CREATE TRIGGER spoil BEFORE INSERT ON intake.entry FOR EACH ROW EXECUTE FUNCTION public.spoil();
            """);
        var found = await Check.RunAsync(default);
        await SqlAsync("DROP FUNCTION public.spoil() CASCADE");
        Assert.That(found.Failed, Is.EqualTo(SelfCheckStep.Mailbox));
        Assert.That(found.Why?.ToString() ?? "", Does.Not.Contain("A trial of"));
    }

    [Test, Promise(46)]
    public async Task Ended_between_two_steps_it_leaves_nothing_behind()
    {
        var before = await RowsAsync();
        await using var owner = founded.Databases.AsOwner();
        await using var blocking = await owner.Database.BeginTransactionAsync();
        await owner.Database.ExecuteSqlAsync($"LOCK TABLE intake.entry IN ACCESS EXCLUSIVE MODE");
        var checking = Check.RunAsync(default);
        const string Waiting = "FROM pg_locks WHERE NOT granted AND relation = 'intake.entry'::regclass";
        while (await SqlAsync("SELECT count(*) " + Waiting) == "0" && !checking.IsCompleted) await Task.Delay(20);
        await SqlAsync("SELECT pg_terminate_backend(pid) " + Waiting);
        var found = await checking;
        await blocking.RollbackAsync();
        Assert.That(found.Failed, Is.EqualTo(SelfCheckStep.Receive));
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test, Promise(46)]
    public async Task A_failure_alarms_until_a_check_goes_well_and_so_does_silence()
    {
        var (process, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.That(await FaultsAsync(), Has.None.EqualTo(OperationsFaultKind.SelfCheck), "before the first check nothing is known");
        await WriteAsync(process, SelfCheckFinding.Good);
        await WriteAsync(other, new(SelfCheckStep.Holder, null));
        Assert.That(await FaultsAsync(), Has.Member(OperationsFaultKind.SelfCheck));
        await WriteAsync(other, SelfCheckFinding.Good);
        Assert.That(await FaultsAsync(), Has.None.EqualTo(OperationsFaultKind.SelfCheck));
        founded.Time.Advance(SelfCheckBook.Patience + TimeSpan.FromMinutes(1));
        Assert.That(await FaultsAsync(), Has.Member(OperationsFaultKind.SelfCheck));
        await WriteAsync(process, SelfCheckFinding.Good);
        Assert.That(await SqlAsync("DELETE FROM intake.self_check RETURNING id"), Is.EqualTo(process.ToString()), "the other has ended");
    }

    [Test, Promise(46)]
    public async Task A_check_of_a_time_to_come_is_none_and_goes_at_the_next_real_one()
    {
        await SqlAsync("DELETE FROM intake.self_check");
        await SqlAsync("INSERT INTO intake.self_check (id, tried_at, good_at) VALUES (gen_random_uuid(), '2199-01-01', '2199-01-01')");
        await using (var scope = founded.Services.CreateAsyncScope())
            Assert.That((await scope.ServiceProvider.GetRequiredService<SelfCheckBook>().ReadAsync(default))!.GoodAt, Is.Null);
        Assert.That(await FaultsAsync(), Has.Member(OperationsFaultKind.SelfCheck), "written over, it is missed");
        await WriteAsync(Guid.NewGuid(), SelfCheckFinding.Good);
        Assert.That(await SqlAsync("SELECT count(*) FROM intake.self_check"), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_session_key_that_somebody_wrote_into_the_database_signs_nobody_in_and_alarms()
    {
        var hour = RingKeys.HourOf(founded.Time.GetUtcNow());
        var before = await SqlAsync($"DELETE FROM intake.ring_key WHERE hour = {hour} RETURNING encode(wrapped, 'hex')");
        await PutKeyAsync(new string('1', 162));
        await using (var db = founded.Databases.AsWeb())
            Assert.That(await founded.Services.GetRequiredService<RingKeys>().OpenAsync(db, hour, default), Is.Null, "and no failure");
        Assert.That((await Check.RunAsync(default)).Failed, Is.EqualTo(SelfCheckStep.Begin));
        await SqlAsync($"DELETE FROM intake.ring_key WHERE hour = {hour}");
        Assert.That((await Check.RunAsync(default)).Failed, Is.Null, "the worker makes one at its next round");
        if (before.Length > 0) await PutKeyAsync(before);

        Task<string> PutKeyAsync(string hex) => SqlAsync(
            $"INSERT INTO intake.ring_key (hour, wrapped, expires_at) VALUES ({hour}, decode('{hex}', 'hex'), '2199-01-01')");
    }

    private SelfCheck Check => founded.Services.GetRequiredService<SelfCheck>();

    private async Task WriteAsync(Guid process, SelfCheckFinding finding)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SelfCheckBook>().WriteAsync(process, finding, default);
    }

    private async Task<IEnumerable<OperationsFaultKind>> FaultsAsync()
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var status = await scope.ServiceProvider.GetRequiredService<SelfCheckBook>().ReadAsync(default);
        return new OperationsView(founded.Time.GetUtcNow(), new([], new(0, null), []), new(0, null, [])) { SelfCheck = status }.Faults()
            .Select(fault => fault.Kind);
    }

    /// <summary>Every row of both databases, as one text.</summary>
    private async Task<string> RowsAsync()
    {
        var all = new List<string>();
        foreach (var (vault, schema) in new[] { (false, "intake"), (true, "vault") })
        {
            var tables = await SqlAsync($"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' ORDER BY 1", vault);
            all.Add(await SqlAsync(string.Join(" UNION ALL ", tables.Split('\n').Select(table =>
                $"SELECT '{table} ' || md5(coalesce(string_agg(t::text, ';' ORDER BY t::text), '')) FROM {schema}.\"{table}\" t")), vault));
        }

        return string.Join('\n', all);
    }

    /// <summary>Rows that were ever inserted into the table of reports, committed or not, as the server counts them.</summary>
    private async Task<long> WrittenAsync() => long.Parse(
        await SqlAsync("SELECT n_tup_ins FROM pg_stat_all_tables WHERE relid = 'intake.report'::regclass"), CultureInfo.InvariantCulture);

    private async Task<string> SqlAsync(string sql, bool vault = false) =>
        (await founded.Databases.Server.Psql(vault ? founded.Databases.VaultName : founded.Databases.Name, sql)).TrimEnd('\n');
}
