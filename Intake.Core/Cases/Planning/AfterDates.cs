using Intake.Core.Cases.Acting;
using Intake.Core.Reports;

namespace Intake.Core.Cases.Planning;

/// <summary>What is still to be done at a workplace when its case is closed.</summary>
public enum AfterKind
{
    /// <summary>A line of the aftercare.</summary>
    Aftercare = 1,

    /// <summary>The effect of an action is to be looked at.</summary>
    Effect,

    /// <summary>A talk that is held although the case is closed.</summary>
    Talk,
}

/// <summary>A day after closing that is still to be met.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="What">The line of the aftercare or the kind of action, by its name; empty for a talk.</param>
/// <param name="On">The day.</param>
/// <param name="ReferralId">The referral whose handlers do it; null for a talk.</param>
public sealed record AfterDate(AfterKind Kind, string What, DateOnly On, Guid? ReferralId)
{
    /// <summary>Whether the day has passed.</summary>
    /// <param name="today">Today.</param>
    public bool IsOverdue(DateOnly today) => On < today;
}

/// <summary>
/// What of a closed case is one handler's: as with the plan, theirs who stand with it, and where no handler is named, all handlers'. Pure.
/// </summary>
public static class AfterDates
{
    /// <summary>The person's dates, the earliest first; what is done or dropped, or has no day, is none.</summary>
    /// <param name="referralId">The referral.</param>
    /// <param name="workFile">The entries of its WorkFile.</param>
    /// <param name="statementFile">The entries of its StatementFile.</param>
    /// <param name="person">The person's full name.</param>
    /// <param name="handlers">Full names of all who hold the WorkFile.</param>
    public static IReadOnlyList<AfterDate> Of(Guid referralId, IReadOnlyList<ReadEntry> workFile,
        IReadOnlyList<ReadEntry> statementFile, string person, IReadOnlyCollection<string> handlers)
    {
        var cared = Aftercare.Of(statementFile).Where(line => line.Due is not null && IsMine(line.Now!.Owner))
            .Select(line => new AfterDate(AfterKind.Aftercare, line.Kind.ToString(), line.Due!.Value, referralId));
        var looked = ActionRegister.Of(workFile)
            .Where(action => action is { State: ActionState.Done, Kind: not null, Due: not null } && IsMine(action.Now.Owner))
            .Select(action => new AfterDate(AfterKind.Effect, action.Kind!.Value.ToString(), action.Due!.Value, referralId));
        return [.. cared.Concat(looked).OrderBy(one => one.On)];

        bool IsMine(string? owner) => PlanDates.IsFor(owner ?? "", person, handlers);
    }
}
