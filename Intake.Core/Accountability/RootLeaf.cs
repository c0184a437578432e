namespace Intake.Core.Accountability;

/// <summary>A leaf of a day's root. It stays when its row is deleted on schedule, and says so.</summary>
public sealed class RootLeaf
{
    public required byte[] Hash { get; init; }
    public required DateOnly Day { get; init; }
    public DateOnly? RetiredOn { get; set; }
}
