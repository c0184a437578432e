using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Reports.Names;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Granting;

/// <summary>
/// What has to be answered before access to a report is given: is one of them named, perhaps, or warned of? What a person
/// answers with a reason is sealed in the Dialogue and audited.
/// </summary>
public sealed class GrantCheck(CaseAccess cases, EntryLog log)
{
    /// <summary>
    /// What speaks against somebody. What stands in notes outside the Dialogue are staff's words: they ask and bar nobody.
    /// </summary>
    internal async Task<JudgedPerson> JudgeAsync(OpenReport report, OpenCompartment dialogue, Scheme scheme, Certificate person,
        IReadOnlyList<ReporterText> notes, CancellationToken cancel)
    {
        var titles = scheme.Units.Where(unit => person.Units.Contains(unit.Id)).SelectMany(unit => new[] { unit.Title.Da, unit.Title.En })
            .OfType<string>();
        var judged = report.Rule!.Of(person, [.. titles], notes);
        if (judged.Standing == Standing.Named && !judged.Where.Any(one => one.Match == NameMatch.Exact && one.Text.Position > 0))
            judged = judged with { Standing = Standing.Near };
        var written = (await log.ReadAsync(report, dialogue, cancel)).FirstOrDefault(e => e.Kind == EntryKind.Report)?.As<ReportContent>();
        var where = written?.Unit is { } name ? scheme.Unit(name) : null;
        return new(person, judged,
            [.. report.Rule!.OpenFor(person.PersonId).Where(warning => IsAbout(warning, scheme, where, person))])
        {
            Email = report.Rule.AddressOf(person.PersonId),
        };
    }

    /// <summary>All that access can't be given for yet, in the order of the questions; none when it can. Pure.</summary>
    public static IReadOnlyList<CaseResult> Faults(IReadOnlyCollection<JudgedPerson> chosen, GrantAnswers answers)
    {
        List<CaseResult> faults = chosen.Any(one => one.Judgement.Bars) ? [CaseResult.HandlerExcluded] : [];
        if (chosen.Any(one => one.Warnings.Count > 0))
        {
            if (answers.Warned is null) faults.Add(CaseResult.WarningUnanswered);
            if (answers.Warned == WarnedAnswer.Unknown) faults.Add(CaseResult.WarnedChosen);
            else if (CaseText.Fault(answers.WarnedReason) is not null) faults.Add(CaseResult.WarningReasonMissing);
        }

        var near = chosen.Where(one => one.Judgement.Asks).ToList();
        if (near.Exists(one => !answers.NotThis.Contains(one.PersonId))) faults.Add(CaseResult.NearUnanswered);
        if (near.Count > 0 && CaseText.Fault(answers.Reason) is not null) faults.Add(CaseResult.NearReasonMissing);
        if (!answers.NotNamed) faults.Add(CaseResult.NotNamedMissing);
        return faults;
    }

    /// <summary>The first of the <see cref="Faults"/>; null when there is none.</summary>
    internal static CaseResult? Fault(IReadOnlyCollection<JudgedPerson> chosen, GrantAnswers answers) =>
        Faults(chosen, answers) is [var first, ..] ? first : null;

    /// <summary>Seals what was answered with a reason, before access is given.</summary>
    internal async Task RecordAsync(OpenReport report, OpenCompartment dialogue, IReadOnlyCollection<JudgedPerson> chosen,
        GrantAnswers answers, DateOnly today, CancellationToken cancel)
    {
        var near = chosen.Where(one => one.Judgement.Asks).Select(one => one.PersonId).ToList();
        if (near.Count > 0) await AppendAsync(report, dialogue, new ClearanceContent(near, answers.Reason!.Trim()), today, cancel);
        var warned = chosen.Where(one => one.Warnings.Count > 0).ToList();
        if (warned.Count > 0)
        {
            var answered = new ClearanceContent([.. warned.Select(one => one.PersonId)], answers.WarnedReason!.Trim(),
                [.. warned.SelectMany(one => one.Warnings).Select(warning => warning.Box).Distinct()]);
            await AppendAsync(report, dialogue, answered, today, cancel);
        }
    }

    /// <summary>Seals who is not meant and why, and audits that it was said.</summary>
    internal async Task AppendAsync(
        OpenReport report, OpenCompartment dialogue, ClearanceContent content, DateOnly today, CancellationToken cancel)
    {
        report.Rule!.Add(content);
        await log.AppendAsync(report, dialogue, EntryKind.Clearance, content, today, cancel);
        cases.Audit(report, AuditAction.ToldApart);
    }

    /// <summary>The reporter's words, for the page on which access is given. Null when the case isn't there for this person.</summary>
    public async Task<IReadOnlyList<ReadEntry>?> TextsAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return null;
        var entries = await log.ReadAsync(open.Report, open.Dialogue, cancel);
        var said = open.Report.Rule!.Texts.Select(text => text.EntryId).ToHashSet();
        return [.. entries.Where(entry => said.Contains(entry.Id))];
    }

    /// <summary>
    /// Whether a tick warns of people like this one: of its role, at its unit. "Where it happened" is the unit that the reporter
    /// chose and those below it, and any where none was chosen.
    /// </summary>
    private static bool IsAbout(ReportersWarning warning, Scheme scheme, Unit? where, Certificate person)
    {
        if (scheme.WhoReads.Readers.FirstOrDefault(reader => reader.Name == warning.Box) is not { } box) return true;
        if (box.Role == ReaderRole.Administrator) return person.IsAdministrator;
        if (!person.IsCaseHandler) return false;
        var at = box.Unit is { } named ? scheme.Unit(named) : where;
        return at is null
            || scheme.Units.Any(unit => person.Units.Contains(unit.Id) && scheme.AndAbove(unit).Any(above => above.Id == at.Id));
    }
}
