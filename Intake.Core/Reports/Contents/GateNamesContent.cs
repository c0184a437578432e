namespace Intake.Core.Reports.Contents;

/// <summary>
/// Entry 64, on the GateCard: a name that an administrator added after the report came. Shown before the conflict question, but for why.
/// Not shown in the mailbox, whose key can open it.
/// </summary>
/// <param name="FullName">The name.</param>
/// <param name="Role">Role or place; null where that was not said.</param>
/// <param name="Why">Where the name comes from, for those who have the case.</param>
/// <param name="Persons">Whom of the scheme it means; empty for nobody.</param>
public sealed record GateNamesContent(string FullName, string? Role, string Why, IReadOnlyList<NamedPerson> Persons);

/// <summary>The same as a card restates it for those who read from a cut on.</summary>
public sealed record RestatedName(string FullName, string? Role, DateOnly MadeOn);
