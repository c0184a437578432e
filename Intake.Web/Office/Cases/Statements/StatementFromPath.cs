using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Guidance;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.Statements;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Statements;

/// <summary>
/// A statement's form as the path fills it: facts and dates, which the handler edits. Names of those who were heard, and what a sanction
/// is, are left out; what the case was about the handler chooses.
/// </summary>
/// <param name="Draft">What stands in the fields.</param>
/// <param name="From">For each field that was filled the stages that it comes from.</param>
internal sealed record StatementFromPath(StatementDraft Draft, IReadOnlyDictionary<string, IReadOnlyList<PathStage>> From)
{
    /// <summary>Nothing is filled.</summary>
    public static StatementFromPath Nothing { get; } = new(new(), new Dictionary<string, IReadOnlyList<PathStage>>());

    /// <summary>What the path records, in words.</summary>
    public static StatementFromPath Of(StatementGround ground, Text text)
    {
        var from = new Dictionary<string, IReadOnlyList<PathStage>>();
        string? Filled(string field, params IEnumerable<(PathStage Stage, string? Line)> lines)
        {
            var said = lines.Where(one => one.Line is not null).ToList();
            if (said.Count == 0) return null;
            from[field] = [.. said.Select(one => one.Stage).Distinct()];
            return string.Join('\n', said.Select(one => one.Line));
        }

        var draft = new StatementDraft
        {
            Examined = Filled(nameof(StatementDraft.Examined), (PathStage.Assess, Assessed(ground, text))),
            How = Filled(nameof(StatementDraft.How), [.. How(ground, text)]),
            BothPartiesHeard = ground.BothHeard,
            BothPartiesWhy = Filled(nameof(StatementDraft.BothPartiesWhy),
                [.. ground.Plan.Heard.OrderBy(one => one.Key).Select(one => (PathStage.Hear, (string?)Heard(one.Key, one.Value, text)))]),
            Actions = Filled(nameof(StatementDraft.Actions), [.. Actions(ground, text)]),
            FeedbackGiven = Filled(nameof(StatementDraft.FeedbackGiven),
                (PathStage.Feedback, ground.FeedbackOn is { } on ? text["Statement.From.Feedback", text.Date(on)] : null)),
        };
        if (ground.BothHeard is not null) from[nameof(StatementDraft.BothPartiesHeard)] = [PathStage.Hear];
        return new(draft, from);
    }

    private static string? Assessed(StatementGround ground, Text text) => ground.Assessment is not { } said ? null
        : text["Statement.From.Severity", text.Known($"CaseFile.Severity.{said.Severity}") ?? said.Severity]
            + (said.Format is { } format ? " " + text["Statement.From.Format", text.Known($"Assess.Format.{format}") ?? format] : "");

    private static IEnumerable<(PathStage Stage, string? Line)> How(StatementGround ground, Text text)
    {
        var held = ground.Plan.Interviews.Where(one => one.State == InterviewState.Held).ToList();
        if (held.Count > 0)
        {
            yield return (PathStage.Plan,
                text["Statement.From.Interviews", held.Count, held.Count(one => one.Now.CompanionOffered == true)]);
        }

        if (ground.Window.ToldOn is { } told) yield return (PathStage.Window, text["Statement.From.Window", text.Date(told)]);
        if (!ground.Crime.IsMarked) yield break;
        yield return (PathStage.Plan, string.Join(". ", ground.Crime.Asked.OrderBy(one => one.Key)
            .Select(one => $"{text[$"Crime.Who.{one.Key}"]}: {CrimeWords.Of(one.Value, text)}").Prepend(text["Statement.From.Crime"])));
    }

    private static string Heard(CaseParty party, (Intake.Core.Reports.Contents.HearingContent Said, DateOnly SaidOn) of, Text text) =>
        $"{text[$"Work.Party.{party}"]}: {text[of.Said.Heard ? "Work.Heard" : "Work.NotHeard"]}"
            + (of.Said.On is { } on ? $", {text.Date(on)}" : "")
            + (of.Said.Why is { } why ? $". {why}" : "");

    private static IEnumerable<(PathStage Stage, string? Line)> Actions(StatementGround ground, Text text)
    {
        foreach (var action in ground.Actions)
        {
            yield return (PathStage.Act, string.Join(", ", new[]
            {
                action.Kind is { } kind ? text[$"Work.Action.{kind}"] : action.Now.Kind,
                action.Kind == ActionKind.Sanction ? null : action.Now.What,
                action.State is { } state ? text[$"Work.ActionState.{state}"] : action.Now.State,
                action.Now.On is { } on ? text.Date(on) : null,
            }.OfType<string>()));
        }

        foreach (var (duty, said) in ground.Duties.OrderBy(one => one.Key))
        {
            yield return (PathStage.Act, string.Join(", ", new[]
            {
                $"{text[$"Work.Duty.{duty}"]}: {text.Known($"Work.DutyAnswer.{said.Answer}") ?? said.Answer}",
                said.On is { } on ? text.Date(on) : null, said.Reference,
            }.OfType<string>()));
        }
    }
}
