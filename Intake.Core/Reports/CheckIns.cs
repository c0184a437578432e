using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// The questions how it has gone since a case was closed, each with what the reporter answered to it. Pure; what does not open is left out.
/// </summary>
public static class CheckIns
{
    /// <summary>All of them in their order.</summary>
    /// <param name="entries">The Dialogue's entries.</param>
    public static IReadOnlyList<AskedCheckIn> Of(IReadOnlyList<ReadEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (asked, answers, current) = (new List<ReadEntry>(), new List<(Guid To, GivenAnswer Answer)>(), (Guid?)null);
        foreach (var entry in entries)
        {
            if (entry.Kind == EntryKind.CheckIn && entry.As<TextContent>() is { Text: not null })
            {
                asked.Add(entry);
                current = entry.Id;
            }
            else if (entry.Kind is EntryKind.Closing or EntryKind.Reopening)
            {
                current = null;
            }
            else if (entry.Kind == EntryKind.Answer && entry.As<TextContent>() is { Text: not null } content
                && (content.AnswersEntry ?? current) is { } to)
            {
                answers.Add((to, new GivenAnswer(entry, content)));
            }
        }

        var given = answers.ToLookup(one => one.To, one => one.Answer);
        return [.. asked.Select(entry => new AskedCheckIn(entry, entry.As<TextContent>()!, [.. given[entry.Id]]))];
    }

    /// <summary>Those since the case was closed last: the reporter can answer them while it is closed.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<AskedCheckIn> SinceClosing(IReadOnlyList<ReadEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var closed = entries.LastOrDefault(entry => entry.Kind == EntryKind.Closing)?.Position ?? int.MaxValue;
        return [.. Of(entries).Where(one => one.Entry.Position > closed)];
    }
}

/// <summary>A check-in and its answers, oldest first.</summary>
public sealed record AskedCheckIn(ReadEntry Entry, TextContent Content, IReadOnlyList<GivenAnswer> Answers)
{
    public bool IsAnswered => Answers.Count > 0;
}
