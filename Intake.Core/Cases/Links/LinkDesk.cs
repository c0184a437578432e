using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Links;

/// <summary>
/// An administrator links two open cases that she can open, and takes the link away again. Each case keeps its half, sealed under its
/// own keys; both are written in one transaction. Cases stay apart in everything else.
/// </summary>
public sealed class LinkDesk(CaseAccess cases, CaseLinks links)
{
    /// <summary>Links them.</summary>
    /// <returns>
    /// Done, not found where either is not there for this person, <see cref="CaseResult.ChoiceUnknown"/> for a case with itself,
    /// <see cref="CaseResult.AlreadyLinked"/>, not now where one is over, or what is wrong with the note.
    /// </returns>
    public async Task<CaseResult> LinkAsync(
        Guid reportId, Guid otherId, UnlockedStaff administrator, LinkGround ground, string? note, CancellationToken cancel)
    {
        if (!CaseLifecycle.Link.IsFor(administrator.Certificate)) return CaseResult.NotFound;
        if (reportId == otherId || !Enum.IsDefined(ground)) return CaseResult.ChoiceUnknown;
        return await cases.WriteBothAsync(reportId, otherId, administrator, async (open, other) =>
        {
            if (CaseText.FaultOfOptional(note) is { } fault) return fault;
            if (!open.Allows(CaseLifecycle.Link) || !other.Allows(CaseLifecycle.Link)) return CaseResult.NotNow;
            if ((await links.OfAsync(open, cancel)).Any(link => link.OtherId == otherId)) return CaseResult.AlreadyLinked;
            var (linkId, about) = (Guid.NewGuid(), new LinkAbout(ground.ToString(), CaseText.Given(note)));
            await links.WriteAsync(open, linkId, otherId, about, ended: false, cancel);
            await links.WriteAsync(other, linkId, reportId, about, ended: false, cancel);
            Audit(open, other, AuditAction.CaseLinked);
            return CaseResult.Done;
        }, cancel);
    }

    /// <summary>Takes a link away, from both cases.</summary>
    /// <returns>Done; not found where there is no such link for this person; not now where one of the cases is over.</returns>
    public async Task<CaseResult> UnlinkAsync(Guid reportId, Guid linkId, UnlockedStaff administrator, CancellationToken cancel)
    {
        if (!CaseLifecycle.Link.IsFor(administrator.Certificate)) return CaseResult.NotFound;
        if (await OtherOfAsync(reportId, linkId, administrator, cancel) is not { } otherId) return CaseResult.NotFound;
        return await cases.WriteBothAsync(reportId, otherId, administrator, async (open, other) =>
        {
            if (!open.Allows(CaseLifecycle.Link) || !other.Allows(CaseLifecycle.Link)) return CaseResult.NotNow;
            if (!await links.StandsInAsync(open, linkId, otherId, cancel)) return CaseResult.NotFound;
            var about = new LinkAbout("", null);
            await links.WriteAsync(open, linkId, otherId, about, ended: true, cancel);
            await links.WriteAsync(other, linkId, reportId, about, ended: true, cancel);
            Audit(open, other, AuditAction.CaseUnlinked);
            return CaseResult.Done;
        }, cancel);
    }

    private async Task<Guid?> OtherOfAsync(Guid reportId, Guid linkId, UnlockedStaff administrator, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        return open is null ? null : await links.TargetAsync(open, linkId, cancel);
    }

    private void Audit(OpenCase open, OpenCase other, AuditAction action)
    {
        cases.Audit(open.Report, action);
        cases.Audit(other.Report, action);
    }
}
