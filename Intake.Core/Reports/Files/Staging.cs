using Intake.Core.Submission;

namespace Intake.Core.Reports.Files;

/// <summary>
/// Text and files between form and check page, sealed under a key that only the page's ticket holds, and, once saved, the
/// <see cref="Draft"/> beside it. Swept when expired.
/// </summary>
public sealed class Staging
{
    public required Guid Id { get; init; }
    public required Guid SchemeId { get; init; }
    public required byte[] Sealed { get; set; }
    public required DateOnly MadeOn { get; init; }

    /// <summary>First day on which the worker may delete it.</summary>
    public required DateOnly ExpiresOn { get; set; }
}
