using System.Text.Json.Serialization;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// What a unit accounts for: the signed content of a handling statement (redegørelse). Written as UTF-8 JSON; those bytes are
/// what the handler signs. FORMAT.md §17.
/// </summary>
public sealed record HandlingStatementContent
{
    /// <summary>Which version of the referral's statement this is, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The case's reference among staff.</summary>
    public required string Reference { get; init; }

    /// <summary>The unit's title when it was signed.</summary>
    public required string Unit { get; init; }

    public required string Examined { get; init; }
    public required string How { get; init; }
    public required bool BothPartiesHeard { get; init; }

    /// <summary>Why not, or in what way; needed when both parties were not heard.</summary>
    public string? BothPartiesWhy { get; init; }

    public required string Conclusion { get; init; }
    public required string Actions { get; init; }
    public required string FeedbackGiven { get; init; }
    public required string Learning { get; init; }
    public string? FreeText { get; init; }
    public required StatementTrack Track { get; init; }
}

/// <summary>
/// What a case ended on; one is required. A report without names, which can't lead to a case against a person, can
/// still lead to one about the culture, so it never ends with nothing.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatementTrack>))]
public enum StatementTrack
{
    /// <summary>What one or some persons did.</summary>
    [JsonStringEnumMemberName("individual")]
    Individual = 1,

    /// <summary>How people treat one another at the place.</summary>
    [JsonStringEnumMemberName("culture")]
    Culture,

    /// <summary>Both.</summary>
    [JsonStringEnumMemberName("both")]
    Both,
}
