using Intake.Core.Cases.Planning;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// Compares what staff are about to send with the case that it is about. What is sent although something was found leaves a
/// reason, sealed for the case's staff, and an audit row that says no more than that.
/// </summary>
public sealed class OutboundGuard(CaseAccess cases, EntryLog log, SchemeCatalogue schemes)
{
    /// <summary>For the check page: what is found in these texts. Null when the case isn't there for this person.</summary>
    public async Task<IReadOnlyList<OutboundFinding>?> FindAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyList<string?> texts, OutboundReader reader, CancellationToken cancel,
        OutboundUnit? unit = null)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        return open is null ? null : await FindAsync(open, texts, reader, cancel, unit);
    }

    /// <summary>The same of a case that is open already.</summary>
    internal async Task<IReadOnlyList<OutboundFinding>> FindAsync(
        OpenCase open, IReadOnlyList<string?> texts, OutboundReader reader, CancellationToken cancel, OutboundUnit? unit = null)
    {
        var struck = unit is null ? null : await StruckAsync(open, unit, cancel);
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        return OutboundCheck.Of(texts, reader, new OutboundContext(
            [.. open.Report.MayHold.Select(certificate => certificate.FullName)], await PartiesAsync(open, cancel),
            [
                CaseReference.Of(open.Report.Row.Id), .. scheme.Units.SelectMany(unit => new[] { unit.Title.Da, unit.Title.En }),
                .. scheme.Help.Entries.SelectMany(entry => new[] { entry.Phone, entry.Mail, entry.Title.Da, entry.Title.En }),
            ])
        {
            Struck = struck,
        });
    }

    /// <summary>
    /// Seals why it was sent although something was found, right behind it, and audits that. Nothing where nothing was found.
    /// Inside the caller's transaction.
    /// </summary>
    internal async Task RecordAsync(
        OpenCase open, IReadOnlyList<OutboundFinding> findings, OutboundAnswer answer, Guid? subject, CancellationToken cancel)
    {
        if (findings.Count == 0) return;
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision,
            new DecisionContent(nameof(DecisionKind.SentAsItStands), null, answer.Reason!.Trim()), open.Today, cancel);
        Audit(open, findings, subject);
    }

    /// <summary>Audits that something was found and sent all the same, where the reason stands in what was sent.</summary>
    internal void Audit(OpenCase open, IReadOnlyList<OutboundFinding> findings, Guid? subject)
    {
        if (findings.Count > 0) cases.Audit(open.Report, AuditAction.SentAsItStands, subject);
    }

    /// <summary>What was struck out for a unit; null where it reads the report as it was written, or this person does not.</summary>
    private async Task<StruckWords?> StruckAsync(OpenCase open, OutboundUnit unit, CancellationToken cancel)
    {
        var copy = unit.Copy;
        if (copy is null && unit.ReferralId is { } referral
            && open.Report.TryOpen(CompartmentKind.StatementFile, referral, out var statement))
        {
            copy = (await log.NewestAsync(open.Report, statement!, EntryKind.MarkedCopy, cancel))?.As<ReportContent>();
        }

        var original = copy is null ? null : (await log.ReadAsync(open.Report, open.Dialogue, cancel))
            .FirstOrDefault(entry => entry.Kind == EntryKind.Report)?.As<ReportContent>();
        return original?.Description is null ? null : new(original, copy!);
    }

    /// <summary>Where the case names people, as far as this person may read it.</summary>
    private async Task<IReadOnlyList<string?>> PartiesAsync(OpenCase open, CancellationToken cancel)
    {
        var entries = new List<ReadEntry>(await log.ReadAsync(open.Report, open.Dialogue, cancel));
        foreach (var file in open.Report.Compartments.Where(one => one.Kind == CompartmentKind.WorkFile))
        {
            if (!open.Report.TryOpen(CompartmentKind.WorkFile, file.ReferralId, out var work)) continue;
            entries.AddRange(await log.ReadAsync(open.Report, work!, cancel));
            // Where a unit has a marked copy, it stands there.
            if (!open.HasOriginal && open.Report.TryOpen(CompartmentKind.StatementFile, file.ReferralId, out var statement))
                entries.AddRange(await log.ReadAsync(open.Report, statement!, cancel));
        }

        return
        [
            .. entries.Select(entry => entry.Kind is EntryKind.Report or EntryKind.MarkedCopy ? entry.As<ReportContent>() : null)
                .SelectMany(report => new[] { report?.Involved, report?.Witnesses }),
            .. entries.Select(entry => entry.Kind == EntryKind.Exclusion ? entry.As<ExclusionContent>()?.Names : null),
            .. (CutContent.BeginningOf(entries)?.Exclusions ?? []).Select(one => one.Content.Names),
            .. WorkPlan.Of(entries).Interviews.Select(interview => interview.Now.With),
        ];
    }
}

/// <summary>The unit that reads a text: by its referral, or by the marked copy that it is about to get.</summary>
public sealed record OutboundUnit(Guid? ReferralId, ReportContent? Copy = null);
