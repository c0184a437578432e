using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// A form that somebody saved and has not sent, under their pseudonym. Saving again puts another row in its place. It goes with the
/// report, with its holder's access, and when the form is sent. FORMAT.md §11.
/// </summary>
public sealed class WorkDraft
{
    public required Guid Id { get; init; }

    /// <summary>The WorkFile of the referral; for what is sealed to the writer alone the Dialogue, whose keys do not open it.</summary>
    public required Guid CompartmentId { get; init; }

    public required int Epoch { get; init; }

    /// <summary>The writer's pseudonym within the report, 32 bytes.</summary>
    public required byte[] Holder { get; init; }

    public required WorkForm Form { get; init; }
    public required byte[] Sealed { get; init; }
}
