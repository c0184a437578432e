using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Submission;

/// <summary>
/// An administrator writes down a report that came by telephone, at a meeting or in a letter. It is received like any other
/// report, and the receipt key is for the person who reported: what was written down waits in that mailbox to be checked.
/// </summary>
public sealed class OralReportDesk(
    IntakeDb db, StagingDesk staging, ReportDesk reports, AuditTrail audit, FormUse form, TimeProvider time)
{
    /// <summary>By letter.</summary>
    public const string Letter = "letter";

    /// <summary>The ways in which such a report comes.</summary>
    public static IReadOnlyList<string> Ways { get; } = [TalkHistory.Phone, TalkHistory.Meeting, Letter];

    /// <summary>How many days ago a report can have come that is written down today.</summary>
    public const int LongestSince = 366;

    /// <summary>Whether a report that is written down today can have come on that day.</summary>
    public bool MayHaveArrived(DateOnly day)
    {
        var today = CopenhagenClock.Today(time);
        return day <= today && day >= today.AddDays(-LongestSince);
    }

    /// <summary>
    /// Other administrators who would get a key and whom the text may mean: the person who takes it down says whether it does.
    /// </summary>
    public async Task<IReadOnlyList<Certificate>> PerhapsAsync(Scheme scheme, UnlockedStaff administrator, ReportContent told,
        IReadOnlyList<string> namedReaders, CancellationToken cancel)
        => [.. (await reports.NamedAsync(scheme, new StagedContent { Report = told, NamedReaders = namedReaders }, cancel)).Perhaps
            .Where(person => person.PersonId != administrator.Certificate.PersonId)];

    /// <summary>
    /// Receives what was written down. The key in the answer is shown once; the same form posted again within
    /// <see cref="ReceiptRepeats.Life"/> is answered with the same.
    /// </summary>
    /// <remarks>
    /// <see cref="ReceiveResult.Concerned"/> for an administrator who is ticked, named in it or perhaps meant: the person who
    /// takes a report down sees its key, no exclusion would keep them out, and nobody says of themselves that another is meant.
    /// </remarks>
    /// <exception cref="ArgumentException">The way is none of <see cref="Ways"/>, or the person is no administrator.</exception>
    /// <param name="scheme">The scheme.</param>
    /// <param name="administrator">Who writes it down.</param>
    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <param name="written">The report as it was written down.</param>
    /// <param name="namedReaders">Readers whom it names.</param>
    /// <param name="arrived">
    /// The day on which it reached somebody of the scheme, from which its clocks run: at most <see cref="LongestSince"/> days
    /// ago. Null is today.
    /// </param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ReceiveResult> ReceiveAsync(Scheme scheme, UnlockedStaff administrator, string way, ReportContent written,
        IReadOnlyList<string> namedReaders, DateOnly? arrived, CancellationToken cancel)
    {
        if (arrived is { } day && !MayHaveArrived(day)) throw new ArgumentOutOfRangeException(nameof(arrived));
        if (!Ways.Contains(way)) throw new ArgumentException("No such way of telling.", nameof(way));
        if (!administrator.Certificate.IsAdministrator)
            throw new ArgumentException("Only administrators take down reports.", nameof(administrator));
        var content = new StagedContent
        {
            Report = written with { ToldBy = way, TakenDownBy = administrator.Certificate.FullName },
            NamedReaders = namedReaders,
            ArrivedOn = arrived,
        };
        var naming = await reports.NamedAsync(scheme, content, cancel);
        if (naming.ShutOut.Concat(naming.Perhaps).Any(named => named.PersonId == administrator.Certificate.PersonId))
            return new ReceiveResult.Concerned();
        using var fresh = TicketOf(administrator);
        if (await staging.IsUsedAsync(fresh, cancel)) return await AgainAsync();
        using var ticket = await staging.BeginApartAsync(scheme, fresh, cancel);
        await staging.SaveAsync(scheme, ticket, content, cancel);

        // Saved with the report, or not at all.
        audit.Add(db, AuditAction.TakenDown, scheme.Id, administrator.Certificate.PersonId, ticket.Staged?.ReportId);
        var result = await reports.ReceiveAsync(scheme, ticket, cancel);
        if (result is ReceiveResult.Received) return result;
        db.ChangeTracker.Clear();
        return result is ReceiveResult.AlreadyReceived ? await AgainAsync() : result;

        async Task<ReceiveResult> AgainAsync() => await reports.AgainAsync(scheme, fresh, cancel) ?? new ReceiveResult.AlreadyReceived();
    }

    /// <summary>The ticket of the form as it was typed: each post of it becomes the same report, with the same key.</summary>
    private FormTicket TicketOf(UnlockedStaff administrator)
    {
        using var secret = form.Secret(Labels.OralTicket, administrator.Certificate.PersonId);
        return secret is null ? staging.NewTicket() : FormTicket.Of(secret.Span, time.GetUtcNow());
    }
}
