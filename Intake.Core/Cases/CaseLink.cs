using Intake.Core.Reports;

namespace Intake.Core.Cases;

/// <summary>Why two cases are linked. Names are stored: they never change.</summary>
public enum LinkGround
{
    /// <summary>They are about the same event.</summary>
    SameEvent = 1,

    /// <summary>They are about the same person.</summary>
    SamePerson,

    /// <summary>The same matter was reported twice.</summary>
    Duplicate,
}

/// <summary>A link to another case, as a person who can open both sees it.</summary>
/// <param name="LinkId">The link: the same in both cases.</param>
/// <param name="OtherId">The other report.</param>
/// <param name="State">The other report's.</param>
/// <param name="Ground">Why; null where it can't be read.</param>
/// <param name="Note">A few words, or null.</param>
/// <param name="MadeOn">When they were linked.</param>
public sealed record CaseLink(Guid LinkId, Guid OtherId, ReportState State, LinkGround? Ground, string? Note, DateOnly MadeOn)
{
    /// <summary>How often the other case was referred.</summary>
    public int Referred { get; init; }

    /// <summary>How far it is with the units that have it still.</summary>
    public IReadOnlyList<ReferralState> Held { get; init; } = [];

    /// <summary>The other case as people say it to each other.</summary>
    public string Reference => CaseReference.Of(OtherId);
}

/// <summary>What is sealed of a link beside the case that it leads to.</summary>
internal sealed record LinkAbout(string Ground, string? Note);
