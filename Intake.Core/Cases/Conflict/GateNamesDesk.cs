using System.Security.Cryptography;
using System.Text;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Conflict;

/// <summary>
/// An administrator adds a name to what is shown before the conflict question: one that the reporter wrote later, or that stands in the
/// text. Everybody who has answered is asked again. A handler whom the name means loses the case by keys; an administrator whom it means
/// comes no further than the question, since one colleague's word takes no administrator's keys.
/// </summary>
public sealed class GateNamesDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, CompartmentKeys rekeying, HolderPseudonyms pseudonyms, SchemeCatalogue schemes)
{
    /// <summary>What comes of adding a name. Null when the case isn't there for this person, or they are no administrator.</summary>
    public async Task<NamingView?> ReadAsync(Guid reportId, UnlockedStaff administrator, string? name, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        return open is { ByAdministrator: true } ? await ReadAsync(open, name, cancel) : null;
    }

    /// <summary>Adds it. The card's entry is sealed in keys that a person who is shut out by it never gets.</summary>
    /// <param name="reportId">The report.</param>
    /// <param name="administrator">Who adds it.</param>
    /// <param name="adding">What is added.</param>
    /// <param name="seen">What was shown: <see cref="NamingView.Seen"/>.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> AddAsync(
        Guid reportId, UnlockedStaff administrator, GateName adding, string seen, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!open.ByAdministrator) return CaseResult.NotFound;
            if (open.IsOver) return CaseResult.NotNow;
            if (adding.Check().Values.Select(fault => (CaseResult?)fault).FirstOrDefault() is { } wrong) return wrong;
            var view = await ReadAsync(open, adding.FullName, cancel);
            if (seen != view.Seen) return CaseResult.ChangedSince;
            if (view.Bearers.Count > 0 && adding.IsOurs is null) return CaseResult.ChoiceUnknown;
            var meant = adding.IsOurs == true ? view.Bearers : [];
            if (meant.Any(one => one.IsSelf)) return CaseResult.OwnName;

            var held = await AbandonedReferrals.HeldAsync(db, open.Report, cancel);
            await ShutOutAsync(open, adding.FullName!, meant, view.Bearers.Count, cancel);
            await log.AppendAsync(open.Report, open.Report.Open(CompartmentKind.GateCard), EntryKind.GateNames,
                new GateNamesContent(adding.FullName!.Trim(), CaseText.Given(adding.Role)?.Trim(), adding.Why!.Trim(),
                    [.. meant.Select(one => new NamedPerson(one.PersonId, one.FullName))]), open.Today, cancel);
            var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
            await AbandonedReferrals.EndAsync(db, open.Report, held, scheme, open.Today, cancel);
            var (own, today) = (pseudonyms.Of(reportId, administrator.Party), (DateOnly?)open.Today);
            await db.GatePasses.Where(pass => pass.ReportId == reportId && pass.Holder != own)
                .ExecuteUpdateAsync(set => set.SetProperty(pass => pass.AskedAgainOn, today)
                    .SetProperty(pass => pass.MarkedOn, today), cancel);
            cases.Audit(open.Report, AuditAction.NamesAdded);
            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// Bars whom the name means, and where nobody bears it today, people who are certified under it later. What says so comes first, in the
    /// keys that all have: grants that somebody kept are refused then.
    /// </summary>
    private async Task ShutOutAsync(OpenCase open, string name, IReadOnlyList<Bearer> meant, int bearers, CancellationToken cancel)
    {
        List<ExclusionContent> sealing = [.. meant.Where(one => !one.IsAdministrator)
            .Select(one => new ExclusionContent(one.PersonId, ExclusionContent.ByStaff))];
        if (bearers == 0) sealing.Add(ByName(name));
        foreach (var exclusion in sealing)
        {
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Exclusion, exclusion, open.Today, cancel);
            open.Report.Rule!.Add(exclusion);
        }

        foreach (var one in meant.Where(one => !one.IsAdministrator))
            await rekeying.ShutOutAsync(open.Report.Row.Id, one.PersonId, cancel);
    }

    private static ExclusionContent ByName(string name) =>
        new(Guid.NewGuid(), ExclusionContent.ByStaff) { Names = LineBreaks.Plain(name).Trim() };

    private async Task<NamingView> ReadAsync(OpenCase open, string? name, CancellationToken cancel)
    {
        var report = open.Report;
        var own = pseudonyms.Of(report.Row.Id, open.Staff.Party);
        var passed = await db.GatePasses.AsNoTracking().Where(pass => pass.ReportId == report.Row.Id && pass.Holder != own)
            .Select(pass => pass.Holder).ToListAsync(cancel);
        if (BlankText.Is(name)) return new NamingView([], passed.Count, "");
        var named = new ExclusionRule(report.People, [], [ByName(name)]);
        var room = open.Dialogue.Context.Id;
        var having = (await db.Grants.AsNoTracking().Where(grant => grant.CompartmentId == room).Select(grant => grant.Holder)
            .Distinct().ToListAsync(cancel)).Select(Convert.ToHexString).ToHashSet();
        List<Bearer> bearers = [.. report.MayHold.Where(one => named.ShutsOut(one) && !report.Rule!.ShutsOut(one))
            .OrderBy(one => one.PersonId).Select(one => new Bearer(one.PersonId, one.FullName, report.People.AddressOf(one.PersonId))
            {
                IsAdministrator = one.IsAdministrator,
                IsSelf = one.PersonId == open.Staff.Certificate.PersonId,
                HasCase = having.Contains(Convert.ToHexString(pseudonyms.OfPerson(report.Row.Id, one.PersonId))),
            })];
        var shown = string.Join(';', bearers.Select(one => $"{one.PersonId},{one.IsAdministrator},{one.HasCase}").Prepend(name.Trim()));
        return new NamingView(bearers, passed.Count, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(shown))));
    }
}

/// <summary>A name that an administrator adds.</summary>
/// <param name="FullName">The full name.</param>
/// <param name="Role">Role or place; null or blank for nothing.</param>
/// <param name="Why">Where it comes from.</param>
/// <param name="IsOurs">Whether the people of the scheme who bear that name are meant; null where it was not said.</param>
public sealed record GateName(string? FullName, string? Role, string? Why, bool? IsOurs = null)
{
    /// <summary>Most characters of name and role each.</summary>
    public const int Longest = 200;

    /// <summary>What is wrong with the texts, by field name; empty when nothing is. Pure.</summary>
    public IReadOnlyDictionary<string, CaseResult> Check()
    {
        var faults = new Dictionary<string, CaseResult>();
        if (CaseText.Fault(FullName) is { } name) faults[nameof(FullName)] = name;
        else if (FullName!.Length > Longest) faults[nameof(FullName)] = CaseResult.TextTooLong;
        if (Role?.Length > Longest) faults[nameof(Role)] = CaseResult.TextTooLong;
        if (CaseText.Fault(Why) is { } why) faults[nameof(Why)] = why;
        return faults;
    }
}

/// <summary>What comes of adding a name.</summary>
/// <param name="Bearers">People of the scheme who bear it and are not shut out.</param>
/// <param name="AskedAgain">How many others have answered the question, and will be asked again.</param>
/// <param name="Seen">What was shown, as a digest: a form that was shown before somebody came or went adds nothing.</param>
public sealed record NamingView(IReadOnlyList<Bearer> Bearers, int AskedAgain, string Seen);

/// <summary>Somebody of the scheme who bears an added name.</summary>
public sealed record Bearer(Guid PersonId, string FullName, string Email)
{
    /// <summary>Whether the person is an administrator.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Whether it is the one who adds it.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Whether the person has the case.</summary>
    public bool HasCase { get; init; }
}
