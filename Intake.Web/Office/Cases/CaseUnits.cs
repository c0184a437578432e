using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>Units, and what became of the case there, in words.</summary>
public static class CaseUnits
{
    /// <summary>The unit's title; for one that the scheme no longer has, words that say so.</summary>
    public static string TitleOf(this Scheme scheme, Guid unitId, Text text) =>
        scheme.Units.FirstOrDefault(unit => unit.Id == unitId)?.Title.In(text.Language) ?? text["CaseFile.UnitGone"];

    /// <summary>The unit of a referral; where it was given the case more than once, which of those it is.</summary>
    public static string TitleOf(this Scheme scheme, CaseView view, ReferralView referral, Text text)
    {
        var (title, same) = (scheme.TitleOf(referral.UnitId, text), view.Referrals.Where(one => one.UnitId == referral.UnitId).ToList());
        return same.Count < 2 ? title
            : text["CaseFile.Referral.Numbered", title, 1 + same.FindIndex(one => one.Id == referral.Id)];
    }

    /// <summary>Since when a unit has the case, with somebody there who still has to answer for it; null for one that has not.</summary>
    public static DateOnly? HasSince(this CaseView view, Unit unit) => view.Referrals
        .Where(one => one.UnitId == unit.Id && !CaseLifecycle.IsOver(one.State) && one.Handlers.Count > 0)
        .Select(one => (DateOnly?)one.ReferredOn).Min();

    /// <summary>How far a case is; of one that is with units, whether one of them has taken it on, and whether any has it still.</summary>
    public static string StateOf(this Text text, CaseView view) =>
        StateOf(text, view.State, view.Referrals.Count, [.. view.Referrals.Where(one => one.Returned is null).Select(one => one.State)]);

    /// <inheritdoc cref="StateOf(Text, CaseView)"/>
    public static string StateOf(this Text text, InboxRow row) =>
        StateOf(text, row.State, row.Referrals.Count, [.. row.Referrals.Where(one => !one.Left).Select(one => one.State)]);

    /// <inheritdoc cref="StateOf(Text, CaseView)"/>
    public static string StateOf(this Text text, CaseLink link) => StateOf(text, link.State, link.Referred, link.Held);

    private static string StateOf(Text text, ReportState state, int seen, IReadOnlyList<ReferralState> held) => state switch
    {
        ReportState.Referred when held.Any(referral => referral != ReferralState.Offered) => text["CaseFile.State.Underway"],
        ReportState.Referred when seen > 0 && held.Count == 0 => text["CaseFile.State.Again"],
        _ => text[$"CaseFile.State.{state}"],
    };

    /// <summary>How far a referral is; of one that ended before its time, how and when.</summary>
    public static string StateOf(this Text text, ReferralView referral) => referral.Returned is { } returned
        ? text[$"CaseFile.Referral.{returned.Kind}", text.Date(returned.MadeOn)] : text[$"CaseFile.Referral.{referral.State}"];
}
