using Intake.Core.Deadlines;

namespace Intake.Core.Schemes;

/// <summary>
/// One organisation's scheme, as its scheme file says. Immutable. Made only by <see cref="SchemeFile.Read"/>, which
/// checks everything that the summaries of these types promise.
/// </summary>
public sealed record Scheme
{
    /// <summary>The scheme's id, a version-4 UUID given in the file, so that loading it again finds the same scheme.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name in addresses (<c>/da/name</c>): see <see cref="Slug"/>; never a reserved word.</summary>
    public required string Name { get; init; }

    /// <summary>The scheme's title.</summary>
    public required LocalText Title { get; init; }

    /// <summary>The organisation whose scheme it is.</summary>
    public required LocalText Organisation { get; init; }

    /// <summary>The languages it is offered in: "da", or "da" and "en".</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Who administers the scheme.</summary>
    public required SchemeAdministrator Administrator { get; init; }

    /// <summary>Who is oriented, without content, about serious or widespread cases; <see langword="null"/> where no one is.</summary>
    public required OrientationMailbox? Orientation { get; init; }

    /// <summary>Who hears last that something is late; <see langword="null"/> where no one does.</summary>
    public ExecutiveContact? Executive { get; init; }

    /// <summary>When its staff get mails, and from which address.</summary>
    public NoticeSettings Notices { get; init; } = new();

    /// <summary>The lengths its deadlines are counted with.</summary>
    public required DeadlineSettings Deadlines { get; init; }

    /// <summary>How often the administrators get an accountability report.</summary>
    public required ReportCadence Accountability { get; init; }

    /// <summary>Whether a question or feedback to a reporter is read by a colleague of its writer, who sends it.</summary>
    public bool SecondReader { get; init; }

    /// <summary>How much a reporter may send at once.</summary>
    public required SchemeLimits Limits { get; init; }

    /// <summary>What the scheme is for and what it is not for.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The units, parents before their children.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>The categories that a report can be given, in the order shown.</summary>
    public required IReadOnlyList<Category> Categories { get; init; }

    /// <summary>The kinds of person that it asks for, in the order shown: its own list, else those that its help names.</summary>
    public required IReadOnlyList<PersonOffer> Persons { get; init; }

    /// <summary>What it says to "can I be anonymous?"; <see langword="null"/> where the site's usual words stand.</summary>
    public required Anonymity? Anonymity { get; init; }

    /// <summary>What happens after a report, step by step; may be empty.</summary>
    public required IReadOnlyList<CourseStep> Steps { get; init; }

    /// <summary>What may have to be reported elsewhere too; may be empty.</summary>
    public required IReadOnlyList<ExternalDuty> Duties { get; init; }

    /// <summary>Where else help is found.</summary>
    public required HelpDirectory Help { get; init; }

    /// <summary>Those who would read a report, as tick boxes for "is part of what I write about".</summary>
    public required WhoReads WhoReads { get; init; }

    /// <summary>The scheme's own wording for texts of the site: language, then key, then text.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Texts { get; init; }

    /// <summary>The scheme's own wording for a key, or <see langword="null"/> where the site's wording stands.</summary>
    public string? Text(string language, string key) =>
        Texts.TryGetValue(language, out var texts) ? texts.GetValueOrDefault(key) : null;

    /// <summary>The unit of this name, or <see langword="null"/>.</summary>
    public Unit? Unit(string name) => Units.FirstOrDefault(unit => unit.Name == name);

    /// <summary>The category of this name, or <see langword="null"/>.</summary>
    public Category? Category(string name) => Categories.FirstOrDefault(category => category.Name == name);

    /// <summary>The unit and the units above it, nearest first: where a referral goes when the unit has too few handlers.</summary>
    public IEnumerable<Unit> AndAbove(Unit unit)
    {
        for (var next = unit; next is not null; next = next.Parent is { } parent ? Unit(parent) : null)
            yield return next;
    }
}
