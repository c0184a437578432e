using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Core.Storage;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Year;
using Npgsql;

namespace Intake.Bench;

/// <summary>
/// Open cases as bulk rows, for what works on open columns alone. Real: ids, states, dates, units, who holds what and who has passed the
/// gate, under their true pseudonyms. Synthetic: every sealed byte, hash and signature is random, so no case opens, and no state record
/// and no audit row is there.
/// </summary>
internal sealed class SyntheticCases(WorkerBench bench)
{
    private const int Chunk = 10_000;
    private const int HandlersOfAUnit = 4;

    private static readonly byte[] Key = SampleRows.Bytes(65);
    private static readonly byte[] Hash = SampleRows.Bytes(32);
    private static readonly byte[] Sealed = SampleRows.Bytes(99);
    private static readonly byte[] Text = SampleRows.Bytes(300);

    private readonly SeededDie random = new(12);
    private readonly HolderPseudonyms pseudonyms = bench.Service<HolderPseudonyms>();
    private readonly List<(Unit Unit, List<Guid> People)> units = [];
    private readonly Dictionary<string, (string Columns, List<object?[]> Rows)> waiting = [];

    private DateOnly Today => CopenhagenClock.Today(bench.Time);

    /// <summary>Four handlers in each unit of the scheme.</summary>
    public async Task AddStaffAsync()
    {
        var scheme = bench.Founded.Scheme;
        foreach (var unit in scheme.Units)
        {
            var people = Enumerable.Range(0, HandlersOfAUnit).Select(_ => Guid.NewGuid()).ToList();
            foreach (var id in people)
            {
                Add("staff_member", "id, scheme_id, email, full_name, roles, state, used_code, failed_sign_ins, created_on, language, "
                    + "wrong_codes, code_tries, recovery_code_tries",
                    id, scheme.Id, $"{id:N}@portal.example.dk", "Sagsbehandler", (short)StaffRoles.CaseHandler, (short)StaffState.Active, Hash, 0,
                    Today.AddDays(-400), "da", 0, 0, 0);
                Add("staff_unit", "staff_id, unit_id", id, unit.Id);
            }

            units.Add((unit, people));
        }

        await CopyAsync(bench.Founded.Databases.Name, "intake");
    }

    /// <summary>Adds so many; of <paramref name="due"/> of them the statement is due in a week, and a reminder today.</summary>
    public async Task AddAsync(int count, int due)
    {
        for (var done = 0; done < count; done += Chunk)
        {
            for (var i = done; i < Math.Min(count, done + Chunk); i++) AddCase(i, i < due);
            await CopyAsync(bench.Founded.Databases.Name, "intake");
        }
    }

    /// <summary>Reports that were closed, kept for up to two years more.</summary>
    public async Task AddClosedAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var kept = Today.AddDays(60 + random.Next(700));
            var report = Guid.NewGuid();
            AddReport(report, Today.AddDays(-200), ReportState.Closed, Today.AddDays(-30), kept);
            Add("vault", "", report, Hash, Today.AddDays(-200));
        }

        await CopyAsync(bench.Founded.Databases.Name, "intake");
    }

    /// <summary>A newly offered referral of so many cases that have none, to a unit's first two handlers.</summary>
    public async Task ReferAsync(int count)
    {
        for (var i = 0; i < count; i++) AddCase(Referred, nearlyDue: false, offered: true);
        await CopyAsync(bench.Founded.Databases.Name, "intake");
    }

    // Of a hundred cases: 5 nobody has opened, 5 opened, 10 in scope, 10 handled, 70 with a unit. Of those two are long overdue, with
    // every step of the ladder taken, and one has an answer that waits.
    private const int Referred = 50;

    private void AddCase(int i, bool nearlyDue, bool offered = false)
    {
        var kind = nearlyDue ? Referred : i % 100;
        var state = kind < 5 ? ReportState.Received : kind < 10 ? ReportState.Opened : kind < 20 ? ReportState.InScope
            : kind < 30 ? ReportState.Handled : ReportState.Referred;
        var (report, received) = (Guid.NewGuid(), state == ReportState.Received ? Today
            : state == ReportState.Opened ? Today.AddDays(-3) : Today.AddDays(-30 - random.Next(30)));
        AddReport(report, received, state, null, null);
        Add("vault", "", report, Hash, received);
        List<Guid> administrators = [bench.Founded["administrator 1"].Id, bench.Founded["administrator 2"].Id];
        List<Guid> holders = [.. administrators];
        Guid? referral = null;
        if (state is ReportState.Handled or ReportState.Referred)
        {
            var (unit, people) = units[random.Next(units.Count)];
            referral = Guid.NewGuid();
            var at = offered ? ReferralState.Offered : state == ReportState.Handled ? ReferralState.StatementAccepted : ReferralState.Accepted;
            Add("referral", "id, report_id, unit_id, state, step, referred_on, accepted_on", referral, report, unit.Id, (short)at,
                (short)HandlingStep.Involve, Today.AddDays(-20), offered ? null : Today.AddDays(-19));
            holders.AddRange(people.Take(2));
            AddRoom(report, referral, CompartmentKind.WorkFile, people.Take(2));
            AddRoom(report, referral, CompartmentKind.StatementFile, holders);
        }

        AddRoom(report, null, CompartmentKind.GateCard, holders);
        var dialogue = AddRoom(report, null, CompartmentKind.Dialogue, holders);
        List<EntryKind> entries = [EntryKind.Report];
        if (state != ReportState.Received) entries.AddRange([EntryKind.Acknowledgement, EntryKind.Question, EntryKind.Answer, EntryKind.Question]);
        if (kind == Referred + 1) entries.Add(EntryKind.Answer);
        for (var at = 0; at < entries.Count; at++)
        {
            Add("entry", "id, compartment_id, position, epoch, kind, salt, sealed, hash, made_on",
                Guid.NewGuid(), dialogue, at + 1, 1, (short)entries[at], Hash, Text, Hash, received);
        }

        // The first administrator opens every case, the second every other one, and both handlers open what they have accepted.
        var passed = state == ReportState.Received ? [] : holders.Where(person => person == administrators[0]
            || (person == administrators[1] ? i % 2 == 0 : !offered)).ToList();
        foreach (var person in passed)
        {
            Add("gate_pass", "holder, report_id, passed_on, read_to, messages_seen, messages_proposed",
                pseudonyms.OfPerson(report, person), report, Today.AddDays(-18), 0, 0, 0);
        }

        AddDeadlines(report, referral, state, received, kind, nearlyDue, offered);
    }

    private void AddDeadlines(Guid report, Guid? referral, ReportState state, DateOnly received, int kind, bool nearlyDue, bool offered)
    {
        var isNew = state == ReportState.Received;
        AddDeadline(report, null, DeadlineKind.Acknowledgement, received, received.AddDays(7), isNew ? null : received.AddDays(2));
        AddDeadline(report, null, DeadlineKind.Screening, received, received.AddDays(7), state is ReportState.Received or ReportState.Opened ? null : received.AddDays(3));
        AddDeadline(report, null, DeadlineKind.Feedback, received, received.AddDays(75 + random.Next(16)), null);
        if (referral is null) return;
        AddDeadline(report, referral, DeadlineKind.Acceptance, Today.AddDays(-20), Today.AddDays(-17), offered ? Today : Today.AddDays(-19));
        if (state == ReportState.Handled || offered) return;
        var isLate = kind is Referred + 2 or Referred + 3;
        var due = isLate ? Today.AddDays(-40) : nearlyDue ? Today.AddDays(7) : Today.AddDays(12 + random.Next(70));
        var deadline = AddDeadline(report, referral, DeadlineKind.Statement, isLate ? Today.AddDays(-100) : Today.AddDays(-19), due, null);
        if (!isLate) return;
        for (var step = 1; step <= bench.Founded.Scheme.Deadlines.Ladder.Steps.Count; step++)
            Add("escalation", "deadline_id, step, done_on", deadline, step, due);
    }

    private Guid AddDeadline(Guid report, Guid? referral, DeadlineKind kind, DateOnly starts, DateOnly due, DateOnly? met)
    {
        var id = Guid.NewGuid();
        Add("deadline", "id, report_id, referral_id, kind, starts_on, due_on, met_on", id, report, referral, (short)kind, starts, due, met);
        return id;
    }

    private void AddReport(Guid id, DateOnly received, ReportState state, DateOnly? closed, DateOnly? kept) =>
        Add("report", "id, scheme_id, received_on, state, lookup_hash, mailbox_encryption_key, mailbox_signing_key, mailbox_wrap, legal_hold, "
            + "closed_on, keep_until", id, bench.Founded.Scheme.Id, received, (short)state, SampleRows.Bytes(32), Key, Key, Sealed, false, closed, kept);

    private Guid AddRoom(Guid report, Guid? referral, CompartmentKind kind, IEnumerable<Guid> holders)
    {
        var id = Guid.NewGuid();
        Add("compartment", "id, report_id, referral_id, kind", id, report, referral, (short)kind);
        Add("epoch", "compartment_id, number, commitment, closed, made_on", id, 1, Hash, false, Today);
        foreach (var person in holders)
        {
            Add("grant", "id, compartment_id, epoch, holder, purpose, enc, sealed, made_on", Guid.NewGuid(), id, 1,
                pseudonyms.OfPerson(report, person), (short)GrantPurpose.Referral, Key, Sealed, Today);
        }

        return id;
    }

    private void Add(string table, string columns, params object?[] row)
    {
        if (!waiting.TryGetValue(table, out var rows)) waiting[table] = rows = (columns, []);
        rows.Rows.Add(row);
    }

    private async Task CopyAsync(string database, string schema)
    {
        var server = bench.Founded.Databases.Server;
        await CopyIntoAsync(server.SuperuserConnectionString(database), waiting.Where(table => table.Key != "vault")
            .Select(table => ($"{schema}.\"{table.Key}\"", table.Value.Columns, table.Value.Rows)));
        await CopyIntoAsync(server.SuperuserConnectionString(bench.Founded.Databases.VaultName), waiting.Where(table => table.Key == "vault")
            .Select(table => ("vault.vault_secret", "report_id, secret, made_on", table.Value.Rows)));
        waiting.Clear();
    }

    private static async Task CopyIntoAsync(string connectionString, IEnumerable<(string Table, string Columns, List<object?[]> Rows)> tables)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        // Foreign keys hold by construction; asking for each of millions of rows takes longer than the rows.
        await using (var quick = new NpgsqlCommand("SET session_replication_role = replica; SET synchronous_commit = off", connection))
            await quick.ExecuteNonQueryAsync();
        foreach (var (table, columns, rows) in tables)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows) await copy.WriteRowAsync(default, row);
            await copy.CompleteAsync();
        }
    }
}
