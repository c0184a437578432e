namespace Intake.Core.Schemes;

/// <summary>Where else help is found: shown before the form, in an out-of-scope answer and in the mailbox.</summary>
/// <param name="Entries">The entries in the order shown.</param>
public sealed record HelpDirectory(IReadOnlyList<HelpEntry> Entries)
{
    /// <summary>The entry of this name, or <see langword="null"/>.</summary>
    public HelpEntry? Entry(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The entries that fit; a question that is <see langword="null"/> leaves that side open.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="category">The name of a category.</param>
    /// <param name="units">Names of the unit asked about and those above it; an entry bound to another unit is left out.</param>
    public IEnumerable<HelpEntry> For(PersonKind? person, string? category, IReadOnlyCollection<string>? units) =>
        Entries.Where(entry =>
            (person is not { } kind || entry.Persons.Count == 0 || entry.Persons.Contains(kind))
            && (category is null || entry.Categories.Count == 0 || entry.Categories.Contains(category))
            && (entry.Unit is null || units is null || units.Contains(entry.Unit)));
}

/// <summary>Somewhere or someone to turn to. Contacts are plain text.</summary>
/// <param name="Name">Its slug, unique in the scheme.</param>
/// <param name="Title">Who it is.</param>
/// <param name="Text">What help people get there.</param>
/// <param name="Phone">A telephone number, or <see langword="null"/>.</param>
/// <param name="Mail">An address for mail, or <see langword="null"/>.</param>
/// <param name="Web">An https address, or <see langword="null"/>.</param>
/// <param name="Persons">Whom it is for; empty means everyone.</param>
/// <param name="Categories">Names of the categories it fits; empty means all.</param>
/// <param name="Unit">The name of the unit it belongs to, or <see langword="null"/> for the whole scheme.</param>
/// <param name="Circle">How close it is to where one works or studies.</param>
/// <param name="Anonymous">Whether one can turn to it without saying who one is; <see langword="null"/> where that is not said.</param>
/// <param name="WithoutCase">Whether one can talk there without it becoming a case.</param>
public sealed record HelpEntry(
    string Name,
    LocalText Title,
    LocalText Text,
    string? Phone,
    string? Mail,
    string? Web,
    IReadOnlyList<PersonKind> Persons,
    IReadOnlyList<string> Categories,
    string? Unit,
    HelpCircle Circle,
    bool? Anonymous,
    bool WithoutCase);

/// <summary>How close a help entry is to where one works or studies.</summary>
public enum HelpCircle
{
    /// <summary>At the workplace or the programme.</summary>
    Near,

    /// <summary>Elsewhere in the organisation.</summary>
    Organisation,

    /// <summary>Outside the organisation.</summary>
    Outside,
}

/// <summary>A kind of person that the scheme asks for, in its own words.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Title">How people of the kind call themselves, after "I am"; <see langword="null"/> for the site's usual word.</param>
public sealed record PersonOffer(PersonKind Kind, LocalText? Title);

/// <summary>Who turns to the scheme.</summary>
public enum PersonKind
{
    /// <summary>Employed at the organisation.</summary>
    Employee,

    /// <summary>Student.</summary>
    Student,

    /// <summary>Trainee or pupil.</summary>
    Trainee,

    /// <summary>Temporary worker.</summary>
    Temp,

    /// <summary>Has left or is leaving the workplace.</summary>
    Leaver,

    /// <summary>Works for a supplier.</summary>
    Supplier,

    /// <summary>Work-environment or union representative.</summary>
    Representative,

    /// <summary>Leads others.</summary>
    Leader,
}
