using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// Reads the links of a case for a person who has it open: those alone whose other case opens to the same person, behind its gate,
/// and says so too. Of any other link they learn nothing, not even that there is one.
/// </summary>
public sealed class CaseLinks(IntakeDb db, CaseAccess cases, EntryLog log, FileSecret fileSecret)
{
    /// <summary>At most so many links of a case are followed, the newest first.</summary>
    public const int MostFollowed = 20;

    /// <summary>A Dialogue as it is shown: without links that open, which are shown apart and to whom they are for.</summary>
    internal static IReadOnlyList<ReadEntry> Without(IReadOnlyList<ReadEntry> dialogue) =>
        [.. dialogue.Where(entry => entry.Kind != EntryKind.Link || !EntryKinds.IsWhole(entry))];

    /// <summary>The links that stand and that this person may follow, oldest first.</summary>
    internal async Task<IReadOnlyList<CaseLink>> OfAsync(OpenCase open, CancellationToken cancel)
    {
        var reportId = open.Report.Row.Id;
        var links = new List<CaseLink>();
        var standing = Standing(await log.ReadAsync(open.Report, open.Dialogue, cancel)).TakeLast(MostFollowed);
        foreach (var (linkId, content, madeOn) in standing)
        {
            if (Opened(reportId, linkId, content.Box) is not { } to || to.OtherId == reportId) continue;
            using var other = await cases.ReadAsync(to.OtherId, open.Staff, cancel);
            if (other is null || !await StandsInAsync(other, linkId, reportId, cancel)) continue;
            var about = AboutOf(to.About);
            var referrals = await db.Referrals.AsNoTracking().Where(r => r.ReportId == to.OtherId).Select(r => new
            {
                r.State,
                Held = db.Compartments.Any(c => c.ReferralId == r.Id && c.Kind == CompartmentKind.WorkFile
                    && db.Grants.Any(g => g.CompartmentId == c.Id)),
            }).ToListAsync(cancel);
            links.Add(new(linkId, to.OtherId, other.Report.Row.State, Codes.Read<LinkGround>(about?.Ground), about?.Note, madeOn)
            {
                Referred = referrals.Count,
                Held = [.. referrals.Where(r => r.Held).Select(r => r.State)],
            });
        }

        return links;
    }

    /// <summary>The case that a link leads to, or led to; null where this Dialogue has none of that id.</summary>
    internal async Task<Guid?> TargetAsync(OpenCase open, Guid linkId, CancellationToken cancel) =>
        TargetIn(All(await log.ReadAsync(open.Report, open.Dialogue, cancel)), open, linkId);

    /// <summary>Writes one half of a link, or of its end: into one case, where it leads to the other.</summary>
    internal Task WriteAsync(OpenCase open, Guid linkId, Guid otherId, LinkAbout about, bool ended, CancellationToken cancel)
    {
        var box = LinkSeal.Seal(fileSecret, open.Report.Row.Id, linkId, otherId, ContentJson.Write(about));
        return log.AppendAsync(open.Report, open.Dialogue, EntryKind.Link, new LinkContent(linkId, box, ended), open.Today, cancel);
    }

    /// <summary>Whether the other case says the same of the link. A link that one case alone has is none.</summary>
    internal async Task<bool> StandsInAsync(OpenCase other, Guid linkId, Guid reportId, CancellationToken cancel) =>
        TargetIn(Standing(await log.ReadAsync(other.Report, other.Dialogue, cancel)), other, linkId) == reportId;

    /// <summary>Each link by its newest entry.</summary>
    private static IEnumerable<LinkEntry> All(IReadOnlyList<ReadEntry> dialogue) =>
        Codes.Newest<LinkContent, Guid>(dialogue, EntryKind.Link, link => link.LinkId)
            .Select(link => new LinkEntry(link.Id, link.Now, link.History[^1].MadeOn));

    /// <summary>The links whose newest entry is not their end.</summary>
    private static IEnumerable<LinkEntry> Standing(IReadOnlyList<ReadEntry> dialogue) => All(dialogue).Where(link => !link.Content.Ended);

    private Guid? TargetIn(IEnumerable<LinkEntry> entries, OpenCase open, Guid linkId) =>
        entries.FirstOrDefault(link => link.LinkId == linkId) is { } link
            ? Opened(open.Report.Row.Id, linkId, link.Content.Box)?.OtherId : null;

    private sealed record LinkEntry(Guid LinkId, LinkContent Content, DateOnly MadeOn);

    private (Guid OtherId, byte[] About)? Opened(Guid reportId, Guid linkId, byte[] box)
    {
        try
        {
            return LinkSeal.Open(fileSecret, reportId, linkId, box);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private static LinkAbout? AboutOf(byte[] about)
    {
        try
        {
            return ContentJson.ReadToShow<LinkAbout>(about);
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
