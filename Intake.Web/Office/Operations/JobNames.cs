using Intake.Core.Operations;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Operations;

/// <summary>The jobs in words, and their order on the page: that of the worker's schedule, the most pressing first.</summary>
public static class JobNames
{
    private static readonly (string Name, string Word)[] Known =
    [
        ("make-ring-keys", "MakeRingKeys"),
        ("send-mails", "SendMails"),
        ("sweep-deadlines", "SweepDeadlines"),
        ("sweep-notices", "SweepNotices"),
        ("seal-daily-root", "SealDailyRoot"),
        ("make-accountability-reports", "MakeAccountabilityReports"),
        ("sweep-expired", "SweepExpired"),
        ("destroy-reports", "DestroyReports"),
        ("nightly-rewrite", "NightlyRewrite"),
    ];

    /// <summary>A job's name in words; its name in the schedule when there are none, as for a newer worker's job.</summary>
    public static string Of(string name, Text text) => WordOf(name) is { } word ? text[$"Operations.Job.{word}"] : name;

    /// <summary>What a job does and why it matters; null when there are no words for it.</summary>
    public static string? WhyOf(string name, Text text) => WordOf(name) is { } word ? text[$"Operations.Job.{word}.Why"] : null;

    /// <summary>The jobs in the page's order, those without words last.</summary>
    public static IEnumerable<JobStatus> InOrder(IEnumerable<JobStatus> jobs) => jobs.OrderBy(job => PlaceOf(job.Name));

    /// <summary>A job's place in that order.</summary>
    public static int PlaceOf(string name) => IndexOf(name) is >= 0 and var index ? index : Known.Length;

    private static string? WordOf(string name) => IndexOf(name) is >= 0 and var index ? Known[index].Word : null;

    private static int IndexOf(string name) => Array.FindIndex(Known, known => known.Name == name);
}
