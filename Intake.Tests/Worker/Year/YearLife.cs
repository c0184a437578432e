using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Tests.Worker.Year;

/// <summary>
/// What people do on a day, by a seeded die: reports arrive, are opened, screened, referred, accepted, abandoned, answered, stated, closed,
/// or left lying; people step back, go on leave with and without a substitute, and leave for good.
/// </summary>
internal sealed class YearLife(int seed, int reports, int days, IReadOnlyList<LivedScheme> schemes, YearWriter writer)
{
    private readonly SeededDie die = new(seed);
    private int arrived;

    /// <summary>Every report that is not destroyed.</summary>
    public List<LivedCase> Cases { get; } = [];

    /// <summary>What the script did, by name.</summary>
    public SortedDictionary<string, int> Tally { get; } = new(StringComparer.Ordinal);

    /// <returns>The cases that something happened to.</returns>
    public async Task<IReadOnlyList<LivedCase>> LiveAsync(int day)
    {
        var touched = new HashSet<LivedCase>();
        foreach (var scheme in schemes) await PeopleAsync(scheme, touched);
        while (arrived < reports * (day + 1L) / days)
        {
            arrived++;
            var one = await writer.ReceiveAsync(schemes[die.Next(schemes.Count)], die.NextDouble() < 0.06);
            Cases.Add(one);
            touched.Add(one);
            Count("received");
        }

        // Few work on closed days, and somebody does.
        var pace = OfficeDays.IsOpen(writer.Today) ? 1 : 0.05;
        foreach (var one in Cases.Where(one => one.Received < writer.Today))
            if (await ActAsync(one, one.IsNeglected ? pace / 12 : pace)) touched.Add(one);
        return [.. touched];
    }

    private async Task<bool> ActAsync(LivedCase one, double pace) => one.State switch
    {
        ReportState.Received => await ReceivedAsync(one, pace),
        ReportState.Opened => Happens(0.4 * pace) && await ScreenAsync(one),
        ReportState.InScope => Happens(0.4 * pace) && await ReferAsync(one),
        ReportState.Referred => await ReferredAsync(one, pace) | await TalkAsync(one, pace),
        ReportState.Handled => await HandledAsync(one, pace) | await TalkAsync(one, pace),
        ReportState.Closed => await ClosedAsync(one, pace),
        _ => false,
    };

    private async Task<bool> ReceivedAsync(LivedCase one, double pace)
    {
        if (Happens(0.01 * pace)) return await DoAsync("withdrawn", writer.WithdrawAsync(one));
        if (!Happens(0.35 * pace)) return false;
        var first = Pick(one.Holders.Where(person => person.Administers).ToList());
        return first is not null && await DoAsync("opened", writer.PassAsync(one, first));
    }

    private async Task<bool> ScreenAsync(LivedCase one)
    {
        var inside = die.NextDouble() < 0.8;
        return await DoAsync(inside ? "screened in" : "screened out", writer.ScreenAsync(one, inside));
    }

    private async Task<bool> ReferAsync(LivedCase one)
    {
        var unit = Pick(one.Scheme.Places.Where(place => one.Referrals.All(of =>
            of.Unit.Id != place.Id || (of.Workers.Count == 0 && !of.IsDone))).ToList());
        if (unit is null) return false;
        var handlers = one.Scheme.Active.Where(person => person.Units.Contains(unit.Id)).OrderBy(_ => die.NextDouble()).Take(2).ToList();
        return handlers.Count > 0 && await DoAsync("referred", writer.ReferAsync(one, unit, handlers));
    }

    private async Task<bool> ReferredAsync(LivedCase one, double pace)
    {
        var acted = false;
        foreach (var referral in one.Referrals.Where(of => !of.IsDone).ToList()) acted |= await WorkAsync(one, referral, pace);
        if (one.State != ReportState.Referred) return acted;
        var allLeft = one.Referrals.All(of => of.Workers.Count == 0);
        var referred = Happens((allLeft ? 0.3 : 0.004) * pace) && await ReferAsync(one);
        return referred || acted;
    }

    private async Task<bool> WorkAsync(LivedCase one, LivedReferral referral, double pace)
    {
        if (Pick(referral.Workers.Where(person => !person.IsAway(writer.Today)).ToList()) is not { } worker) return false;
        if (Happens(0.012 * pace)) return await DoAsync("recused", writer.LeaveAsync(one, worker, recused: true));
        if (!one.Passed.Contains(worker)) return Happens(0.4 * pace) && await DoAsync("handler opened", writer.PassAsync(one, worker));
        return referral.Last switch
        {
            _ when referral.AcceptedOn is null => false,
            null => Happens(0.025 * pace) && await DoAsync("statement sent", writer.SendStatementAsync(one, referral)),
            EntryKind.StatementReturn => Happens(0.15 * pace) && await DoAsync("statement sent", writer.SendStatementAsync(one, referral)),
            _ when !Happens(0.25 * pace) => false,
            _ when die.NextDouble() < 0.25 => await DoAsync("statement returned", writer.ReturnStatementAsync(one, referral)),
            _ => await DoAsync("statement accepted", writer.AcceptStatementAsync(one, referral)),
        };
    }

    private async Task<bool> TalkAsync(LivedCase one, double pace)
    {
        if (!one.IsOpen) return false;
        if (one.Messages[^1].Kind is EntryKind.Question && Happens(0.2))
            return await DoAsync("answered", writer.SayAsync(one, EntryKind.Answer));
        if (Happens(0.03 * pace)) return await DoAsync("asked", writer.SayAsync(one, EntryKind.Question));
        if (Happens(0.004)) return await DoAsync("written", writer.SayAsync(one, EntryKind.Answer));
        return one.Feedbacks.Count == 0 && Happens(0.012 * pace) && await DoAsync("feedback", writer.GiveFeedbackAsync(one));
    }

    private async Task<bool> HandledAsync(LivedCase one, double pace)
    {
        if (!Happens(0.3 * pace)) return false;
        if (one.Feedbacks.Count == 0) return await DoAsync("feedback", writer.GiveFeedbackAsync(one));
        return await DoAsync("closed", writer.CloseAsync(one, die.NextDouble() < 0.6));
    }

    private async Task<bool> ClosedAsync(LivedCase one, double pace) => one.Messages[^1].Kind switch
    {
        EntryKind.Closing => writer.Today > one.ClosedOn!.Value.AddDays(10) && Happens(0.06 * pace)
            && await DoAsync("followed up", writer.CheckInAsync(one)),
        EntryKind.CheckIn => Happens(0.1) && await DoAsync("answered after closing", writer.SayAsync(one, EntryKind.Answer)),
        _ => Happens(0.1 * pace) && (Happens(0.5)
            ? await DoAsync("opened again", writer.ReopenAsync(one)) : await DoAsync("followed up", writer.CheckInAsync(one))),
    };

    private async Task PeopleAsync(LivedScheme scheme, HashSet<LivedCase> touched)
    {
        foreach (var person in scheme.Active.ToList())
        {
            if (person.AwayUntil < writer.Today)
            {
                (person.AwayUntil, person.Substitute) = (null, null);
                await writer.SetAsync(person);
            }
            else if (person.AwayUntil is null && Happens(0.006))
            {
                person.AwayUntil = writer.Today.AddDays(die.Next(2, 21));
                person.Substitute = die.NextDouble() < 0.3 ? null : Pick(scheme.Active.Where(other => other != person
                    && (person.Administers ? other.Administers : other.Units.Intersect(person.Units).Any())).ToList());
                await DoAsync("on leave", writer.SetAsync(person));
            }
            else if (!person.Administers && Happens(0.0012))
            {
                person.HasLeft = true;
                await DoAsync("left the scheme", writer.SetAsync(person));
                foreach (var one in Cases.Where(one => one.Holders.Contains(person)))
                {
                    await writer.LeaveAsync(one, person, recused: false);
                    touched.Add(one);
                }
            }
        }
    }

    private bool Happens(double chance) => die.NextDouble() < chance;

    private T? Pick<T>(List<T> of) where T : class => of.Count == 0 ? null : of[die.Next(of.Count)];

    private async Task<bool> DoAsync(string name, Task act)
    {
        await act;
        Count(name);
        return true;
    }

    private void Count(string name) => Tally[name] = Tally.GetValueOrDefault(name) + 1;
}
