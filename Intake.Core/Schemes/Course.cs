namespace Intake.Core.Schemes;

/// <summary>A step of what happens after a report, as reporters read it.</summary>
/// <param name="Name">Its slug, unique in the scheme.</param>
/// <param name="Title">The step in a few words.</param>
/// <param name="Text">What happens in it.</param>
public sealed record CourseStep(string Name, LocalText Title, LocalText Text);

/// <summary>Something that may have to be reported elsewhere too, such as an accident at work. The portal sends nothing there.</summary>
/// <param name="Name">Its slug, unique in the scheme.</param>
/// <param name="Title">Where or what it is.</param>
/// <param name="Text">When it matters and who helps.</param>
/// <param name="Hours">Within how many hours of the incident, or <see langword="null"/> where no such limit is known.</param>
public sealed record ExternalDuty(string Name, LocalText Title, LocalText Text, int? Hours);

/// <summary>What a scheme says to "can I be anonymous?".</summary>
/// <param name="Cases">Whether the organisation can handle a case without knowing who reported.</param>
/// <param name="Text">What that means for the reporter.</param>
public sealed record Anonymity(CaseIdentity Cases, LocalText Text);

/// <summary>Whether cases are handled without knowing who reported.</summary>
public enum CaseIdentity
{
    /// <summary>They can be.</summary>
    Anonymous,

    /// <summary>A personnel case needs a name; the portal itself does not.</summary>
    Named,
}
