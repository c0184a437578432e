using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Outbound;

/// <summary>What a person said to the check page of something that can't be taken back.</summary>
/// <param name="IsChecked">Whether they saw the page, and still want it sent.</param>
/// <param name="Reason">Why it goes although something was found; null or blank where nothing was.</param>
public sealed record OutboundAnswer(bool IsChecked, string? Reason = null)
{
    /// <summary>Why it goes without a second reader; null or blank where none is wanted, or there is one.</summary>
    public string? Alone { get; init; }

    /// <summary>The form was sent, and its check page is still to come.</summary>
    public static OutboundAnswer Unasked { get; } = new(false);

    /// <summary>Seen, and nothing to answer for.</summary>
    public static OutboundAnswer Checked { get; } = new(true);

    /// <summary>The same of an act whose page is shown only where something was found. Pure.</summary>
    internal CaseResult? MissingOf(IReadOnlyList<OutboundFinding> findings) => findings.Count == 0 ? null : Missing(findings);

    /// <summary>A text with the reason why it went all the same, where something was found. Pure.</summary>
    internal TextContent Of(string text, IReadOnlyList<OutboundFinding> findings) =>
        new(text) { SentAsItStands = findings.Count > 0 ? Reason!.Trim() : null };

    /// <summary>Why it can't be sent yet; null when it can. Pure.</summary>
    internal CaseResult? Missing(IReadOnlyList<OutboundFinding> findings) => !IsChecked ? CaseResult.ToBeChecked
        : findings.Count > 0 && CaseText.Fault(Reason) is not null ? CaseResult.OverrideReasonMissing
        : null;
}
