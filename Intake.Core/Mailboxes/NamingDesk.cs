using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Mailboxes;

/// <summary>
/// A reporter names further people who must not read along. Who has the report and is among them, or may be, loses it at once:
/// what is sealed from then on, the naming included, is under keys that they do not get. The mailbox makes the new keys of what it
/// shares with staff; the next writer makes those of a unit's own files. Who keeps it answers the conflict question again.
/// </summary>
public sealed class NamingDesk(
    IntakeDb db, MailboxDesk mailboxes, EntryLog log, CompartmentKeys rekeying, HolderPseudonyms pseudonyms, SchemeCatalogue schemes,
    StateRecords states)
{
    /// <summary>How many exclusions one report takes.</summary>
    public const int MostExclusions = 300;

    /// <summary>Seals whom the reporter ticks and writes down, and shuts them out.</summary>
    /// <param name="mailbox">The reporter.</param>
    /// <param name="boxes">Slugs of the scheme's boxes; others are passed over.</param>
    /// <param name="names">Names, one a line, or nothing.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>
    /// <see cref="MailboxResult.NobodyLeft"/> when no administrator would be left who can open the report: then nothing is stored.
    /// </returns>
    public Task<MailboxResult> NameAsync(UnlockedMailbox mailbox, IReadOnlyList<string> boxes, string? names, CancellationToken cancel)
        => mailboxes.WriteAsync(mailbox, async (report, dialogue, today) =>
        {
            var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
            var rule = report.Rule!;
            var sealing = new SchemePeople(scheme, report.MayHold, report.People).OfTicks(boxes);
            if (!BlankText.Is(names)) sealing.Add(new ExclusionContent(Guid.NewGuid(), "named") { Names = LineBreaks.Plain(names).Trim() });
            if (sealing.Count == 0) return MailboxResult.NotNow;
            if (rule.Ids.Count + sealing.Count > MostExclusions) return MailboxResult.Full;
            foreach (var exclusion in sealing) rule.Add(exclusion);
            var given = BlankText.Is(names) ? null : LineBreaks.Plain(names).Trim();
            var named = report.MayHold.Where(person => rule.ShutsOut(person)
                || (given is not null && rule.MayMean(person, given, UnitsOf(person, scheme)))).ToList();
            foreach (var person in named.Where(person => !rule.Ids.Contains(person.PersonId)))
                sealing.Add(new ExclusionContent(person.PersonId, "named"));
            foreach (var exclusion in sealing) rule.Add(exclusion);
            if (!await IsAnyoneLeftAsync(report, dialogue, cancel)) return MailboxResult.NobodyLeft;

            var before = await states.LookAsync(report.Row.Id, cancel);
            var held = await AbandonedReferrals.HeldAsync(db, report, cancel);
            // Grants and epochs first: the naming itself is sealed under the new keys.
            foreach (var person in named) await rekeying.ShutOutAsync(report.Row.Id, person.PersonId, cancel);
            foreach (var exclusion in sealing.DistinctBy(exclusion => exclusion.PersonId))
                await log.AppendAsync(report, dialogue, EntryKind.Exclusion, exclusion, today, cancel);
            await log.AppendAsync(report, report.Open(CompartmentKind.GateCard), EntryKind.Named,
                new NamedContent(null, names, [.. scheme.WhoReads.Readers.Select(r => r.Name).Where(boxes.Contains)],
                    [.. named.Select(person => new NamedPerson(person.PersonId, person.FullName))]), today, cancel);
            await AbandonedReferrals.EndAsync(db, report, held, scheme, today, cancel);
            var again = (DateOnly?)today;
            await db.GatePasses.Where(pass => pass.ReportId == report.Row.Id).ExecuteUpdateAsync(set => set
                .SetProperty(pass => pass.AskedAgainOn, again).SetProperty(pass => pass.MarkedOn, again), cancel);
            await db.SaveChangesAsync(cancel);
            await states.AddAsync(report.Identity, mailbox, before, today, cancel);
            return MailboxResult.Stored;
        }, cancel);

    private static List<string> UnitsOf(Certificate person, Scheme scheme) =>
        [.. scheme.Units.Where(unit => person.Units.Contains(unit.Id)).SelectMany(unit => new[] { unit.Title.Da, unit.Title.En })
            .OfType<string>()];

    private async Task<bool> IsAnyoneLeftAsync(OpenReport report, OpenCompartment dialogue, CancellationToken cancel)
    {
        var left = report.MayHold.Where(person => person.IsAdministrator && !report.Rule!.ShutsOut(person))
            .Select(person => pseudonyms.OfPerson(report.Row.Id, person.PersonId)).ToList();
        return await db.Grants.AnyAsync(grant => grant.CompartmentId == dialogue.Context.Id && left.Contains(grant.Holder), cancel);
    }
}
