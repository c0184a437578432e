using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>Something that happened in a case.</summary>
/// <param name="On">The day.</param>
/// <param name="What">What it was.</param>
/// <param name="About">The unit, or who did it.</param>
/// <param name="Why">A deadline's arithmetic.</param>
/// <param name="Entry">The entry that it stands in.</param>
internal sealed record CaseEvent(DateOnly On, string What, string? About = null, string? Why = null, ReadEntry? Entry = null)
{
    /// <summary>What has become of it since.</summary>
    public string? Since { get; init; }
}

/// <summary>All that happened in a case, as far as a person may read it. Pure.</summary>
internal static class CaseTimeline
{
    /// <summary>
    /// The events by day; within a day the conversation in its order, and of each unit that it took the case on and then its entries in
    /// their order: on the day of its referral right after that. Then deadlines, and last the closing with what came after it. How a
    /// unit's entries lie between those of the conversation is not known more closely: no row has a time.
    /// </summary>
    public static IReadOnlyList<CaseEvent> Of(CaseView view, OfficeSession session, Text text)
    {
        var events = new List<(CaseEvent Event, int Place)>();
        for (var place = 0; place < view.Thread.Count; place++)
        {
            var entry = view.Thread[place];
            if (!FilesTogether.IsLater(entry, view.Thread) && !NamedTogether.IsLater(entry, view.Thread))
                events.Add((EventOf(entry, null, text), place));
        }

        events.AddRange(view.NamesAdded.Select(entry => (EventOf(entry, null, text), view.Thread.Count)));
        foreach (var referral in view.Referrals)
        {
            var unit = session.Scheme.TitleOf(view, referral, text);
            if (referral.AcceptedOn is { } accepted)
                events.Add((new(accepted, text["Workplace.History.Accepted"], unit), PlaceOf(view.Thread, referral.Id, accepted)));
            events.AddRange((referral.WorkFile ?? []).Concat(referral.StatementFile ?? []).Select(entry =>
                (EventOf(entry, unit, text) with
                {
                    Since = entry.Kind == EntryKind.OwnDates ? MovedDates.Words(view, referral, unit, text) : null,
                }, PlaceOf(view.Thread, referral.Id, entry.MadeOn))));
        }

        events.AddRange(view.Deadlines.Select(one => (Unit: (string?)null, One: one))
            .Concat(view.Referrals.SelectMany(referral => referral.Deadlines.Select(one =>
                (Unit: (string?)session.Scheme.TitleOf(view, referral, text), One: one))))
            .Where(pair => !pair.One.IsOpen).Select(pair => (EventOf(pair.One, pair.Unit, text), view.Thread.Count)));
        // The sort keeps the order of what stands at one place.
        return [.. events.OrderBy(one => one.Event.On)
            .ThenBy(one => one.Event.Why is not null ? 1 : one.Event.Entry is { } entry && IsAfterClosing(entry, view.Thread) ? 2 : 0)
            .ThenBy(one => one.Place).Select(one => one.Event)];
    }

    /// <summary>Where what a unit did on a day stands in the conversation: at its referral on the day of that, else after it all.</summary>
    private static int PlaceOf(IReadOnlyList<ReadEntry> thread, Guid referralId, DateOnly on)
    {
        for (var place = 0; place < thread.Count; place++)
        {
            if (thread[place] is { Kind: EntryKind.Referral } entry && entry.MadeOn == on
                && entry.As<ReferralContent>()?.ReferralId == referralId)
            {
                return place;
            }
        }

        return thread.Count;
    }

    /// <summary>Whether an entry decides something, so that the timeline draws what it says.</summary>
    public static bool Decides(ReadEntry entry) => entry.Kind is EntryKind.Screening or EntryKind.Doubt
        or EntryKind.Referral or EntryKind.Decision or EntryKind.Assessment
        or EntryKind.Step or EntryKind.Closing or EntryKind.Reopening or EntryKind.Clearance
        or EntryKind.ApartProposal or EntryKind.ApartAnswer
        or EntryKind.Declined or EntryKind.TakenBack or EntryKind.Suspicion or EntryKind.PressRisk
        or EntryKind.InCharge or EntryKind.OwnDates or EntryKind.Holders or EntryKind.GateNames;

    private static bool IsAfterClosing(ReadEntry entry, IReadOnlyList<ReadEntry> thread) => thread.Contains(entry)
        && thread.Any(one => one.Kind == EntryKind.Closing && one.MadeOn == entry.MadeOn && one.Position <= entry.Position);

    private static CaseEvent EventOf(ReadEntry entry, string? unit, Text text) => new(entry.MadeOn, EntryTitle.Of(entry, text),
        string.Join(", ", new[] { entry.Opened is { } opened ? Senders.Of(opened.Author, text) : null, unit }.OfType<string>()),
        Entry: entry);

    private static CaseEvent EventOf(CaseDeadline one, string? unit, Text text) => new(
        one.MetOn ?? one.EndedOn!.Value,
        text["Workplace.History.Deadline", text[$"CaseFile.Deadline.{one.Deadline.Kind}"], text.Standing(one)],
        unit, one.Deadline.Explain(text.Language));

    /// <summary>How a deadline came to its end.</summary>
    public static string Standing(this Text text, CaseDeadline one) => one switch
    {
        { EndedOn: { } ended, EndedBy: { } because } => text[$"CaseFile.Deadlines.Ended.{because}", text.Date(ended)],
        { MetOn: { } met } when met > one.Deadline.Due => text["CaseFile.Deadlines.MetLate", text.Date(met)],
        { MetOn: { } met } => text["CaseFile.Deadlines.Met", text.Date(met)],
        _ => "",
    };
}
