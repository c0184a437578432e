namespace Intake.Core.Schemes;

/// <summary>
/// Those who would read a report, shown at the form as tick boxes: a person who is ticked gets no key. Their names are
/// public in the form, so a scheme lists only those who would read at receipt and offices that would read after referral.
/// </summary>
/// <param name="Readers">The boxes in the order shown.</param>
public sealed record WhoReads(IReadOnlyList<Reader> Readers);

/// <summary>One tick box: one person, or everyone of a role (at a unit).</summary>
/// <param name="Name">The box's slug, unique in the scheme.</param>
/// <param name="Title">What is shown beside the box.</param>
/// <param name="Staff">The person's staff e-mail in lower case, or <see langword="null"/> when the box stands for a role.</param>
/// <param name="Role">The role, or <see langword="null"/> when the box stands for a person.</param>
/// <param name="Unit">The unit whose case handlers are meant; with that role and no unit, those of the unit the report is about.</param>
public sealed record Reader(string Name, LocalText Title, string? Staff, ReaderRole? Role, string? Unit)
{
    /// <summary>Whether the box stands for the person who has this address.</summary>
    /// <param name="email">A staff e-mail.</param>
    internal bool IsAt(string email) => string.Equals(Staff, email, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The roles that read reports; the others never do.</summary>
public enum ReaderRole
{
    /// <summary>The scheme's administrators.</summary>
    Administrator,

    /// <summary>The case handlers of a unit.</summary>
    CaseHandler,
}
