namespace Intake.Core.Cases.Granting;

/// <summary>What a person says who gives somebody access to a case.</summary>
public sealed record GrantAnswers
{
    /// <summary>Only that nobody of them is named.</summary>
    public static GrantAnswers Confirmed { get; } = new() { NotNamed = true, IsChecked = true };

    /// <summary>"I have looked at what the reporter wrote: none of those I choose is named."</summary>
    public bool NotNamed { get; init; }

    /// <summary>For a referral, and for a colleague: whether the person saw who will get which keys, and still wants it.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Persons whom a text seems to name, and who are not meant.</summary>
    public IReadOnlyCollection<Guid> NotThis { get; init; } = [];

    /// <summary>Why they are not.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether one of those chosen is whom a tick warns of; null when that was not answered.</summary>
    public WarnedAnswer? Warned { get; init; }

    /// <summary>Why none of them is.</summary>
    public string? WarnedReason { get; init; }
}

/// <summary>The answer to a warning of the reporter's.</summary>
public enum WarnedAnswer
{
    /// <summary>None of those chosen is meant, for a reason.</summary>
    NotThem = 1,

    /// <summary>Nobody knows: people whom the tick does not warn of are to be chosen.</summary>
    Unknown,
}
