namespace Intake.Core.Reports;

/// <summary>
/// A mark that something of a report changed since last night: the database's own triggers make it, nobody else can. Its id is random and
/// it has no date. docs/decisions/an-inbox-remembers-its-rows.md.
/// </summary>
public sealed class CaseChange
{
    /// <summary>Random.</summary>
    public Guid Id { get; set; }

    /// <summary>The report; null where marks were taken away or a report was deleted, so that nothing remembered holds any more.</summary>
    public Guid? ReportId { get; set; }
}
