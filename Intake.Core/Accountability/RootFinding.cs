namespace Intake.Core.Accountability;

/// <summary>Something in the records that the daily roots and what people signed do not explain.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Day">The day of the root or row, where one is known.</param>
/// <param name="Count">How many leaves or rows of that day.</param>
/// <param name="What">The report, by its id, and the column that it is about; null where it is about no report.</param>
public sealed record RootFinding(RootFault Fault, DateOnly? Day, int Count = 1, string? What = null);

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

    /// <summary>The audit rows of the day are not those that were chained; the count is how many are missing, or 1.</summary>
    AuditThinned,

    /// <summary>A removal is not signed, does not follow the one before, or names other entries than were recorded with it.</summary>
    RemovalDoesNotFit,

    /// <summary>A removal that nothing signed gives: not withdrawn by its mailbox, or before the day until which it was kept.</summary>
    RemovalUnfounded,

    /// <summary>A report of which something was signed is gone, and there is no removal of it.</summary>
    ReportGone,

    /// <summary>What was signed of a report has a gap, is not in order, or was signed by nobody who could.</summary>
    StateDoesNotFit,

    /// <summary>An open column of a report is not what was signed.</summary>
    ColumnDiffers,

    /// <summary>Of a compartment's files so many are gone or cut: fewer are whole than entries name.</summary>
    FileGone,

    /// <summary>A report is there and not due to be destroyed, and its vault secret is gone: nobody can open it any longer.</summary>
    SecretGone,

    /// <summary>A removal has no certificate, or one that is not signed or is another report's.</summary>
    CertificateGone,

    /// <summary>A row says that a report was destroyed, and the installation did not sign that, or of another report.</summary>
    CertificateForged,

    /// <summary>An administrator signed another root of that day than the one that stands, or was no administrator.</summary>
    NotTheSignedRoot,

    /// <summary>The day's root is not the one that was mailed: the records were put back to an earlier state, or made again.</summary>
    NotTheMailedRoot,
}
