using Intake.Core.Reports;

namespace Intake.Core.Cases.Planning;

/// <summary>What a date in a plan is of.</summary>
public enum PlanDateKind
{
    /// <summary>A task that is still to be done.</summary>
    Task = 1,

    /// <summary>An interview that is agreed.</summary>
    Interview,
}

/// <summary>A day in a unit's plan that is still to be met.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="What">What is to be done, or with whom is talked, in the unit's words.</param>
/// <param name="On">The day.</param>
/// <param name="ReferralId">The referral whose plan it is.</param>
public sealed record PlanDate(PlanDateKind Kind, string What, DateOnly On, Guid ReferralId)
{
    /// <summary>Whether the day has passed.</summary>
    /// <param name="today">Today.</param>
    public bool IsOverdue(DateOnly today) => On < today;
}

/// <summary>
/// The dates of a plan that are one handler's. Interviews are the whole unit's. A task is everybody's whose first name or initials stand
/// with it, and where no handler is named, all handlers': none falls between two people. Pure.
/// </summary>
public static class PlanDates
{
    /// <summary>The person's dates, the earliest first; what is done or dropped, or has no day, is none.</summary>
    /// <param name="referralId">The referral.</param>
    /// <param name="workFile">The entries of its WorkFile.</param>
    /// <param name="person">The person's full name.</param>
    /// <param name="handlers">Full names of all who hold the WorkFile.</param>
    public static IReadOnlyList<PlanDate> Of(
        Guid referralId, IReadOnlyList<ReadEntry> workFile, string person, IReadOnlyCollection<string> handlers)
    {
        ArgumentNullException.ThrowIfNull(workFile);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(handlers);
        var plan = WorkPlan.Of(workFile);
        var tasks = plan.Tasks.Where(task => task.State == TaskState.Open && IsFor(task.Now.Owner ?? "", person, handlers))
            .Select(task => (Kind: PlanDateKind.Task, task.Now.Text, task.Now.On));
        var interviews = plan.Interviews.Where(one => one.State == InterviewState.Planned)
            .Select(one => (Kind: PlanDateKind.Interview, Text: one.Now.With, one.Now.On));
        return [.. tasks.Concat(interviews).Where(one => one.On is not null)
            .Select(one => new PlanDate(one.Kind, one.Text, one.On!.Value, referralId)).OrderBy(one => one.On)];
    }

    internal static bool IsFor(string owner, string person, IReadOnlyCollection<string> handlers) =>
        Names(owner, person) || !handlers.Any(other => other != person && Names(owner, other));

    private static bool Names(string owner, string person)
    {
        var (said, names) = (Words(owner), Words(person));
        return names.Length > 0 && said.Any(word => word.Equals(names[0], StringComparison.OrdinalIgnoreCase)
            || word.Equals(string.Concat(names.Select(name => name[0])), StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Words(string text) =>
        new string([.. text.Select(sign => char.IsLetter(sign) || sign is '-' or '\'' ? sign : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
