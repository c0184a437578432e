using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Intake.Tests.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Worker.Year;

/// <summary>
/// Takes each step of a case in the product's rows, by the product's own lifecycle and dates, and beside it in the script's record, by
/// the script's own arithmetic. The rows are the open ones that the worker reads: sealed bytes are random, of the audit recusals alone are
/// written, and of grants only those of GateCards and WorkFiles.
/// </summary>
internal sealed class YearWriter(WorkerBench bench, AuditTrail audit, HolderPseudonyms pseudonyms) : IAsyncDisposable
{
    private IntakeDb db = null!;

    public DateOnly Today { get; private set; }

    public void Begin(DateOnly today) => (db, Today) = (bench.AsOwner(), today);

    public ValueTask DisposeAsync() => db.DisposeAsync();

    public async Task<LivedCase> ReceiveAsync(LivedScheme scheme, bool neglected)
    {
        var row = new Report
        {
            Id = Guid.NewGuid(), SchemeId = scheme.Scheme.Id, ReceivedOn = Today, LookupHash = SampleRows.Bytes(32),
            MailboxEncryptionKey = SampleRows.Bytes(65), MailboxSigningKey = SampleRows.Bytes(65), MailboxWrap = SampleRows.Bytes(60),
        };
        var one = new LivedCase(row.Id, scheme, Today) { IsNeglected = neglected };
        db.Reports.Add(row);
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        vault.Secrets.Add(new VaultSecret { ReportId = row.Id, Secret = SampleRows.Bytes(32), MadeOn = Today });
        await vault.SaveChangesAsync();
        var readers = scheme.Active.Where(person => person.Administers && !person.Deputises).ToList();
        (one.GateCard, one.Dialogue) = (Room(one, CompartmentKind.GateCard, null), Room(one, CompartmentKind.Dialogue, null));
        foreach (var reader in readers) Grant(one, one.GateCard, reader);
        one.Holders.AddRange(readers);
        Entry(one, one.Dialogue, EntryKind.Report);
        await TakeAsync(one, CaseLifecycle.Receive, DeadlinePolicy.Acknowledgement(Today, Rules(one)),
            DeadlinePolicy.Screening(Today, Rules(one)), DeadlinePolicy.Feedback(Today, null, Rules(one)));
        one.Clocks[(DeadlineKind.Acknowledgement, null)] = new(Today, Today.AddDays(7));
        one.Clocks[(DeadlineKind.Screening, null)] = new(Today, OfficeDays.After(Today, 5));
        one.Clocks[(DeadlineKind.Feedback, null)] = new(Today.AddDays(7), Today.AddDays(7).AddMonths(3));
        return one;
    }

    /// <summary>A person passes the gate: an administrator acknowledges, a handler accepts.</summary>
    public async Task PassAsync(LivedCase one, LivedPerson person)
    {
        if (!one.Passed.Add(person)) return;
        db.GatePasses.Add(new GatePass { Holder = pseudonyms.OfPerson(one.Id, person.Id), ReportId = one.Id, PassedOn = Today });
        if (person.Administers && one.State == ReportState.Received)
        {
            Say(one, EntryKind.Acknowledgement);
            await TakeAsync(one, CaseLifecycle.Acknowledge, DeadlinePolicy.Feedback(one.Received, Today, Rules(one)));
            (one.State, one.OpenedOn) = (ReportState.Opened, Today);
            one.Meet(DeadlineKind.Acknowledgement, null, Today);
            // Three months from the acknowledgement, or from the last day for it where it came late.
            var start = Today <= one.Received.AddDays(7) ? Today : one.Received.AddDays(7);
            if (one.Clocks[(DeadlineKind.Feedback, null)].Start != start)
                one.Clocks[(DeadlineKind.Feedback, null)] = new(start, start.AddMonths(3));
        }

        foreach (var referral in one.Referrals.Where(of => of.AcceptedOn is null && of.Workers.Contains(person)))
        {
            (await RowAsync(referral)).AcceptedOn = Today;
            await TakeAsync(one, referral, CaseLifecycle.Accept, DeadlinePolicy.Statement(Today, Severity.Ordinary, Rules(one)));
            referral.AcceptedOn = Today;
            one.Meet(DeadlineKind.Acceptance, referral.Id, Today);
            one.Meet(DeadlineKind.Routing, null, Today);
            one.Clocks[(DeadlineKind.Statement, referral.Id)] = new(Today, Today.AddDays(90));
        }

        await db.SaveChangesAsync();
    }

    public async Task ScreenAsync(LivedCase one, bool inside)
    {
        Entry(one, one.Dialogue, EntryKind.Screening);
        one.ScreenedOn = Today;
        if (inside)
        {
            await TakeAsync(one, CaseLifecycle.ScreenInside, DeadlinePolicy.Routing(Today, Rules(one)));
            one.Meet(DeadlineKind.Screening, null, Today);
            one.State = ReportState.InScope;
            one.Clocks[(DeadlineKind.Routing, null)] = new(Today, OfficeDays.After(Today, 5));
            return;
        }

        await TakeAsync(one, CaseLifecycle.ScreenOutside, DeadlinePolicy.Retention(Today, Outcome.OutOfScope, Rules(one)));
        one.Meet(DeadlineKind.Screening, null, Today);
        one.Meet(DeadlineKind.Feedback, null, Today);
        one.EndAll(Today);
        (one.State, one.ClosedOn, one.KeptUntil) = (ReportState.OutOfScope, Today, Today.AddDays(60));
    }

    public async Task ReferAsync(LivedCase one, Unit unit, IReadOnlyList<LivedPerson> handlers)
    {
        var left = one.Referrals.Where(of => of.Workers.Count == 0).Select(of => of.Id).ToList();
        await DeadlineBook.EndOfReferralsAsync(db, DeadlineKind.Acceptance, one.Id, left, DeadlineEnd.ReferredAgain, Today, default);
        foreach (var id in left)
            if (one.Clocks.GetValueOrDefault((DeadlineKind.Acceptance, id)) is { IsOpen: true } clock) clock.Ended = Today;
        var referral = new LivedReferral(Guid.NewGuid(), unit, Today);
        var row = new Referral
        {
            Id = referral.Id, ReportId = one.Id, UnitId = unit.Id, Step = HandlingStep.Aware, ReferredOn = Today,
        };
        db.Referrals.Add(row);
        one.Referrals.Add(referral);
        await TakeAsync(one, referral, CaseLifecycle.Offer, DeadlinePolicy.Acceptance(Today, Rules(one)));
        one.Clocks[(DeadlineKind.Acceptance, referral.Id)] = new(Today, OfficeDays.After(Today, 3));
        referral.Room = Room(one, CompartmentKind.WorkFile, referral.Id);
        referral.StatementRoom = Room(one, CompartmentKind.StatementFile, referral.Id);
        foreach (var handler in handlers)
        {
            Grant(one, referral.Room, handler);
            referral.Workers.Add(handler);
            // Another unit is another question of conflict.
            var name = pseudonyms.OfPerson(one.Id, handler.Id);
            if (one.Passed.Remove(handler)) await db.GatePasses.Where(pass => pass.Holder == name).ExecuteDeleteAsync();
            if (one.Holders.Contains(handler)) continue;
            Grant(one, one.GateCard, handler);
            one.Holders.Add(handler);
        }

        await TakeAsync(one, CaseLifecycle.Refer);
        one.State = ReportState.Referred;
    }

    public async Task SendStatementAsync(LivedCase one, LivedReferral referral)
    {
        referral.Statements.Add((EntryKind.Statement, Entry(one, referral.StatementRoom, EntryKind.Statement), Today));
        await TakeAsync(one, referral, CaseLifecycle.SendStatement);
        one.Meet(DeadlineKind.Statement, referral.Id, Today);
    }

    public async Task ReturnStatementAsync(LivedCase one, LivedReferral referral)
    {
        referral.Statements.Add((EntryKind.StatementReturn, Entry(one, referral.StatementRoom, EntryKind.StatementReturn), Today));
        await TakeAsync(one, referral, CaseLifecycle.ReturnStatement,
            Deadline.Of(DeadlineKind.Statement, Today, DanishCalendar.AddWorkingDays(Today, 10)));
        var (before, least) = (one.Clocks[(DeadlineKind.Statement, referral.Id)], OfficeDays.After(Today, 10));
        one.Clocks[(DeadlineKind.Statement, referral.Id)] = new(before.Start, before.Due > least ? before.Due : least);
    }

    public async Task AcceptStatementAsync(LivedCase one, LivedReferral referral)
    {
        var entry = Entry(one, referral.StatementRoom, EntryKind.StatementAcceptance);
        referral.Statements.Add((EntryKind.StatementAcceptance, entry, Today));
        await TakeAsync(one, referral, CaseLifecycle.AcceptStatement);
        if (one.Referrals.Any(of => !of.IsDone && of.Workers.Count > 0)) return;
        await TakeAsync(one, CaseLifecycle.Handle);
        one.State = ReportState.Handled;
    }

    /// <summary>A person has no part in the case any more: by stepping back, or by leaving the scheme.</summary>
    public async Task LeaveAsync(LivedCase one, LivedPerson person, bool recused)
    {
        var name = pseudonyms.OfPerson(one.Id, person.Id);
        await db.Grants.Where(grant => grant.Holder == name).ExecuteDeleteAsync();
        one.Holders.Remove(person);
        foreach (var referral in one.Referrals.Where(of => of.Workers.Remove(person) && of.Workers.Count == 0))
        {
            var isOver = referral.IsDone || !one.IsOpen;
            await TakeAsync(one, referral, isOver ? CaseLifecycle.LeaveBehind : CaseLifecycle.Leave,
                isOver ? [] : [DeadlinePolicy.AcceptanceAgain(Today, Rules(one))]);
            one.EndAll(Today, referral.Id);
            if (!isOver) one.Clocks[(DeadlineKind.Acceptance, referral.Id)] = new(Today, OfficeDays.After(Today, 3));
        }

        if (!recused) return;
        one.Recusals.Add(Today);
        audit.Add(db, AuditAction.Recused, one.Scheme.Scheme.Id, person.Id, one.Id);
        await db.SaveChangesAsync();
    }

    public async Task GiveFeedbackAsync(LivedCase one)
    {
        Say(one, EntryKind.Feedback);
        one.Feedbacks.Add(Today);
        await TakeAsync(one, CaseLifecycle.GiveFeedback);
        one.Meet(DeadlineKind.Feedback, null, Today);
    }

    public async Task SayAsync(LivedCase one, EntryKind kind)
    {
        Say(one, kind);
        await db.SaveChangesAsync();
    }

    public async Task CloseAsync(LivedCase one, bool acted)
    {
        Say(one, EntryKind.Closing);
        await TakeAsync(one, CaseLifecycle.Close, DeadlinePolicy.CheckIn(Today, Rules(one)),
            DeadlinePolicy.Retention(Today, acted ? Outcome.Acted : Outcome.NoGround, Rules(one)));
        one.EndAll(Today);
        one.Clocks[(DeadlineKind.CheckIn, null)] = new(Today, Today.AddMonths(3));
        (one.State, one.ClosedOn, one.KeptUntil) = (ReportState.Closed, Today, Today.AddDays(acted ? 730 : 120));
    }

    public async Task CheckInAsync(LivedCase one)
    {
        Say(one, EntryKind.CheckIn);
        await TakeAsync(one, CaseLifecycle.CheckIn);
        one.Meet(DeadlineKind.CheckIn, null, Today);
    }

    public async Task ReopenAsync(LivedCase one)
    {
        Say(one, EntryKind.Reopening);
        await TakeAsync(one, CaseLifecycle.Reopen);
        one.EndAll(Today);
        (one.State, one.ClosedOn, one.KeptUntil, one.AnnouncedOn) = (ReportState.Handled, null, null, null);
    }

    public async Task WithdrawAsync(LivedCase one)
    {
        await TakeAsync(one, CaseLifecycle.Withdraw);
        one.EndAll(Today);
        (one.State, one.ClosedOn) = (ReportState.Withdrawn, Today);
    }

    /// <summary>Leave, the end of it, or the person leaves for good.</summary>
    public Task SetAsync(LivedPerson person)
    {
        var (away, substitute) = (person.AwayUntil, person.Substitute?.Id);
        var state = person.HasLeft ? StaffState.Left : StaffState.Active;
        return db.Staff.Where(row => row.Id == person.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.AwayUntil, away)
            .SetProperty(one => one.SubstituteId, substitute).SetProperty(one => one.State, state));
    }

    private void Say(LivedCase one, EntryKind kind) => one.Messages.Add((kind, Entry(one, one.Dialogue, kind), Today));

    private async Task TakeAsync(LivedCase one, ReportTransition step, params IReadOnlyList<Deadline> deadlines)
    {
        var row = await db.Reports.FindAsync(one.Id) ?? throw new InvalidOperationException("The report is gone.");
        await CaseMoves.TakeAsync(db, step, row, Today, deadlines, default);
        await db.SaveChangesAsync();
    }

    private async Task TakeAsync(LivedCase one, LivedReferral referral, ReferralTransition step, params IReadOnlyList<Deadline> deadlines)
    {
        var row = await db.Reports.FindAsync(one.Id) ?? throw new InvalidOperationException("The report is gone.");
        await CaseMoves.TakeAsync(db, step, row, await RowAsync(referral), Today, deadlines, default);
        await db.SaveChangesAsync();
    }

    private async Task<Referral> RowAsync(LivedReferral referral) => (await db.Referrals.FindAsync(referral.Id))!;

    private static DeadlineSettings Rules(LivedCase one) => one.Scheme.Scheme.Deadlines;

    private Guid Room(LivedCase one, CompartmentKind kind, Guid? referral)
    {
        var room = new Compartment { Id = Guid.NewGuid(), ReportId = one.Id, ReferralId = referral, Kind = kind };
        db.AddRange(room, new Epoch { CompartmentId = room.Id, Number = 1, Commitment = SampleRows.Bytes(32), MadeOn = Today });
        return room.Id;
    }

    private void Grant(LivedCase one, Guid room, LivedPerson person) => db.Grants.Add(new Grant
    {
        Id = Guid.NewGuid(), CompartmentId = room, Epoch = 1, Holder = pseudonyms.OfPerson(one.Id, person.Id),
        Purpose = GrantPurpose.Referral, Enc = SampleRows.Bytes(65), Sealed = SampleRows.Bytes(99), MadeOn = Today,
    });

    private Guid Entry(LivedCase one, Guid room, EntryKind kind)
    {
        var position = one.Positions[room] = one.Positions.GetValueOrDefault(room) + 1;
        var entry = new Entry
        {
            Id = Guid.NewGuid(), CompartmentId = room, Position = position, Epoch = 1, Kind = kind, Salt = SampleRows.Bytes(32),
            Sealed = SampleRows.Bytes(64), Hash = SampleRows.Bytes(32), MadeOn = Today,
        };
        db.Entries.Add(entry);
        return entry.Id;
    }
}
