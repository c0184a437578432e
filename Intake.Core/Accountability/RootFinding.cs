namespace Intake.Core.Accountability;

/// <summary>Something in the records that the daily roots do not explain.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Day">The day of the root or row, where one is known.</param>
/// <param name="Count">How many leaves or rows of that day.</param>
public sealed record RootFinding(RootFault Fault, DateOnly? Day, int Count = 1);

/// <summary>What can be wrong with the records.</summary>
public enum RootFault
{
    /// <summary>A day between two roots has none, or no root has been made lately.</summary>
    DayWithoutRoot,

    /// <summary>The day's root does not fit its leaves, its signature or the day before.</summary>
    RootDoesNotFit,

    /// <summary>A row that was under the day's root is gone, or is not what it was.</summary>
    RowGoneOrChanged,

    /// <summary>A row of a day that has its root is under no root: it was put in later, or changed.</summary>
    RowUnderNoRoot,

    /// <summary>A row bears a date earlier than the day before the root that first holds it.</summary>
    RowDatedBack,

    /// <summary>What a row's own hash is of is not what stands in it.</summary>
    RowAltered,

    /// <summary>Leaves were marked as deleted by schedule on a day on which the audit trail has no deletion.</summary>
    DeletionNotOnTrail,

    /// <summary>The day's root is not the one that was mailed: the records were put back to an earlier state, or made again.</summary>
    NotTheMailedRoot,
}
