using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Outbound;

/// <summary>
/// The page between a form and an act that can't be taken back: what will be sent and to whom, what was found in it, and a box for
/// the reason where something was.
/// </summary>
internal static class OutboundPages
{
    /// <summary>Whether a desk's answer asks for this page; a reason that is missing is added to what is to be changed.</summary>
    public static bool Asks(CaseResult answer, Outgoing outgoing, FormErrors errors, Text text)
    {
        if (answer == CaseResult.OverrideReasonMissing) errors.Add(outgoing.Prefix + OutboundForm.Reason, answer.In(text));
        if (answer == CaseResult.AloneReasonMissing) errors.Add(outgoing.Prefix + OutboundForm.Alone, answer.In(text));
        return answer is CaseResult.ToBeChecked or CaseResult.OverrideReasonMissing or CaseResult.AloneReasonMissing;
    }

    /// <summary>Whether nothing is wrong with a form but the reasons on its check page.</summary>
    public static bool Asks(FormErrors errors, Outgoing outgoing) => errors.Any && errors.All.All(error =>
        error.Field == outgoing.Prefix + OutboundForm.Reason || error.Field == outgoing.Prefix + OutboundForm.Alone);

    /// <summary>The page; 404 where the case isn't there for this person.</summary>
    public static async Task<IResult> ShowAsync(
        CaseVisit visit, OutboundGuard guard, Outgoing outgoing, PostedForm form, FormErrors errors)
    {
        string[] texts = outgoing.IsLookedThrough ? [.. outgoing.Texts.Select(text => text.Text)] : [];
        var found = await guard.FindAsync(visit.Id, visit.Staff, texts, outgoing.Reader, visit.Cancel, outgoing.Unit);
        if (found is null) return TypedResults.NotFound();
        return Page.Of<OutboundPage>(new
        {
            Reference = CaseReference.Of(visit.Id),
            Outgoing = outgoing,
            Typed = OutboundForm.Typed(form.Read),
            Reason = form.Text(OutboundForm.Reason),
            Alone = form.Text(OutboundForm.Alone),
            Findings = found,
            Errors = errors,
        }, CaseVisit.StatusOf(errors));
    }
}

/// <summary>What is about to be sent, as its check page shows it.</summary>
/// <param name="Act">Which act it is: the words of the page.</param>
/// <param name="Form">The id of the form that it comes from.</param>
/// <param name="Address">Where that is posted.</param>
/// <param name="Texts">What was written, each with the words that stand above it.</param>
public sealed record Outgoing(OutgoingAct Act, string Form, string Address, IReadOnlyList<OutgoingText> Texts)
{
    /// <summary>Who reads it.</summary>
    public OutboundReader Reader { get; init; } = OutboundReader.Reporter;

    /// <summary>The unit that reads it; null for none.</summary>
    public OutboundUnit? Unit { get; init; }

    /// <summary>Whether the form is one of several on its page, and the ids of its fields begin with its name.</summary>
    public bool IsOwn { get; init; }

    /// <summary>As in the layout: where the form's page is, when it is not where the form is posted.</summary>
    public string? Self { get; init; }

    /// <summary>Where the page leads back to, when that is not one step up from where the form is posted.</summary>
    public string? Back { get; init; }

    /// <summary>What in the case does not bear it out.</summary>
    public IReadOnlyList<OutgoingText> Warnings { get; init; } = [];

    /// <summary>What will happen, and to whom.</summary>
    public IReadOnlyList<string> Consequences { get; init; } = [];

    /// <summary>What holds of everything that goes to the reporter, and what holds of this alone before the last of it.</summary>
    internal static IReadOnlyList<string> ToReporter(Text text, params IEnumerable<string> also) =>
        [text["Outbound.Happens.Mailbox"], text["Outbound.Happens.Staff"], .. also, text["Outbound.Happens.Final"]];

    /// <summary>The copy of the report that goes along, with passages struck out; null for none.</summary>
    public ReportContent? Copy { get; init; }

    /// <summary>Whether something is looked for in the texts: not in the scheme's own words, nor in a note where all is read.</summary>
    public bool IsLookedThrough { get; init; } = true;

    /// <summary>
    /// Who reads it before it goes; nobody where its writer sends it alone and says why. Null where no second reader is wanted.
    /// </summary>
    public IReadOnlyList<string>? Readers { get; init; }

    /// <summary>Whether it is proposed to colleagues, and not sent yet.</summary>
    internal bool IsProposed => Readers is { Count: > 0 };

    internal string Prefix => IsOwn ? Form[..^"form".Length] : "";
}

/// <summary>One of the texts that will be sent.</summary>
public sealed record OutgoingText(string Heading, string Text);

/// <summary>An act with a check page.</summary>
public enum OutgoingAct
{
    /// <summary>The reporter is asked.</summary>
    Question,

    /// <summary>The reporter hears what has been or will be done.</summary>
    Feedback,

    /// <summary>A time for a talk is proposed.</summary>
    Talk,

    /// <summary>Minutes are laid before the reporter.</summary>
    Minutes,

    /// <summary>A report is answered as outside the purpose.</summary>
    Outside,

    /// <summary>A report is taken in, with a note to the reporter or the standard words.</summary>
    Inside,

    /// <summary>A unit's statement goes to the administrators.</summary>
    Statement,

    /// <summary>A unit's statement is accepted.</summary>
    Acceptance,

    /// <summary>It is sent back to the unit, with a remark.</summary>
    Return,

    /// <summary>People of a unit get keys.</summary>
    Referral,

    /// <summary>A colleague at a unit gets keys.</summary>
    HandOver,

    /// <summary>The last words when a case is closed.</summary>
    Closing,

    /// <summary>The reporter is asked, after closing, how it has gone since.</summary>
    CheckIn,

    /// <summary>A closed case is opened again, and the reporter reads why.</summary>
    Reopening,

    /// <summary>A unit writes to the administrators; only where something was found.</summary>
    UnitMessage,

    /// <summary>The administrators write to a unit.</summary>
    ToUnit,

    /// <summary>A unit gives a case back, with a reason to the administrators; only where something was found.</summary>
    Decline,
}
