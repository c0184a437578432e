using Intake.Core;
using Intake.Core.Cases.Statements;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Statements;

/// <summary>The handling statement's fields between form and draft; their names are the draft's.</summary>
internal static class StatementForm
{
    /// <summary>The structured texts, in the order asked; all are required.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        nameof(StatementDraft.Examined), nameof(StatementDraft.How), nameof(StatementDraft.Conclusion), nameof(StatementDraft.Actions),
        nameof(StatementDraft.FeedbackGiven), nameof(StatementDraft.Learning),
    ];

    public static readonly FormShape Shape = Texts.Append(nameof(StatementDraft.BothPartiesWhy)).Append(nameof(StatementDraft.FreeText))
        .Aggregate(FormShape.Within(CaseForms.MostTextBytes), (shape, name) => shape.Text(name, CaseForms.TextBytes))
        .Text(WorkDraftForm.Button, 16).Text(nameof(StatementDraft.BothPartiesHeard), 8).Text(nameof(StatementDraft.Track), 16)
        .WithCheck();

    public static StatementDraft Draft(ReadForm form) => new()
    {
        Examined = form.Text(nameof(StatementDraft.Examined)),
        How = form.Text(nameof(StatementDraft.How)),
        BothPartiesHeard = form.Text(nameof(StatementDraft.BothPartiesHeard)) switch { "yes" => true, "no" => false, _ => null },
        BothPartiesWhy = form.Text(nameof(StatementDraft.BothPartiesWhy)),
        Conclusion = form.Text(nameof(StatementDraft.Conclusion)),
        Actions = form.Text(nameof(StatementDraft.Actions)),
        FeedbackGiven = form.Text(nameof(StatementDraft.FeedbackGiven)),
        Learning = form.Text(nameof(StatementDraft.Learning)),
        FreeText = form.Text(nameof(StatementDraft.FreeText)),
        Track = Enum.GetValues<StatementTrack>().Cast<StatementTrack?>()
            .FirstOrDefault(track => Name(track) == form.Text(nameof(StatementDraft.Track))),
    };

    /// <summary>All that the statement will carry, with the field's name, in the order asked.</summary>
    public static IEnumerable<(string Name, string Text)> Written(StatementDraft draft, Text text) => new (string Name, string? Text)[]
    {
        (nameof(draft.Examined), draft.Examined), (nameof(draft.How), draft.How),
        (nameof(draft.BothPartiesHeard), draft.BothPartiesHeard is { } heard ? text[heard ? "Statement.Yes" : "Statement.No"] : null),
        (nameof(draft.BothPartiesWhy), draft.BothPartiesWhy),
        (nameof(draft.Track), draft.Track is { } track ? text[$"Statement.Track.{track}"] : null),
        (nameof(draft.Conclusion), draft.Conclusion), (nameof(draft.Actions), draft.Actions),
        (nameof(draft.FeedbackGiven), draft.FeedbackGiven), (nameof(draft.Learning), draft.Learning),
        (nameof(draft.FreeText), draft.FreeText),
    }.Where(one => !BlankText.Is(one.Text)).Select(one => (one.Name, one.Text!));

    /// <summary>A version that came back, to go on from.</summary>
    public static StatementDraft From(HandlingStatementContent? sent) => sent is null ? new() : new()
    {
        Examined = sent.Examined,
        How = sent.How,
        BothPartiesHeard = sent.BothPartiesHeard,
        BothPartiesWhy = sent.BothPartiesWhy,
        Conclusion = sent.Conclusion,
        Actions = sent.Actions,
        FeedbackGiven = sent.FeedbackGiven,
        Learning = sent.Learning,
        FreeText = sent.FreeText,
        Track = sent.Track,
    };

    public static string? Name(StatementTrack? track) => track?.ToString().ToLowerInvariant();
}
