using Intake.Core.Sealing;

namespace Intake.Core.Accountability;

/// <summary>What is wrong with mails of roots, held against each other.</summary>
public enum MailedFault
{
    /// <summary>The mail's signature is not its key's.</summary>
    NotSigned,

    /// <summary>The mail names another key than the first one.</summary>
    OtherKey,

    /// <summary>Two mails tell different roots of one day: the installation has made that day's history again.</summary>
    TwoHistories,

    /// <summary>The mail does not follow the one of the day before.</summary>
    DoesNotFollow,

    /// <summary>There is no mail of this day, between two that there are.</summary>
    DayMissing,
}

/// <summary>Something wrong, and the day.</summary>
public sealed record MailedFinding(MailedFault Fault, DateOnly Day);

/// <summary>
/// Holds mails of roots against each other, outside of the installation and without its databases or secrets: whether they tell
/// one unbroken history, signed with one key.
/// </summary>
public static class MailedRoots
{
    /// <summary>Everything that does not fit; empty when all does. The order of the mails has no meaning.</summary>
    public static IReadOnlyList<MailedFinding> Check(IEnumerable<MailedRoot> mails)
    {
        var all = mails.OrderBy(mail => mail.Seal.Day).ToList();
        if (all.Count == 0) return [];
        var findings = new List<MailedFinding>();
        foreach (var mail in all)
        {
            if (!mail.Seal.Verify(mail.Key)) findings.Add(new(MailedFault.NotSigned, mail.Seal.Day));
            if (!mail.Key.AsSpan().SequenceEqual(all[0].Key)) findings.Add(new(MailedFault.OtherKey, mail.Seal.Day));
        }

        findings.AddRange(all.GroupBy(mail => mail.Seal.Day).Where(Differ)
            .Select(day => new MailedFinding(MailedFault.TwoHistories, day.Key)));
        RootMailSeal? last = null;
        foreach (var day in all.DistinctBy(mail => mail.Seal.Day).Select(mail => mail.Seal))
        {
            if (last is not null && day.Day != last.Day.AddDays(1))
                findings.Add(new(MailedFault.DayMissing, last.Day.AddDays(1)));
            else if (last is not null && !day.Before.AsSpan().SequenceEqual(last.Value))
                findings.Add(new(MailedFault.DoesNotFollow, day.Day));
            last = day;
        }

        return findings;
    }

    private static bool Differ(IGrouping<DateOnly, MailedRoot> day) =>
        day.Select(mail => mail.Seal).DistinctBy(seal => (Convert.ToHexString(seal.Value), Convert.ToHexString(seal.Before))).Count() > 1;
}
