using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>The cast at the desks: every act runs in its own scope, as a request does.</summary>
public sealed class CaseScene(FoundedScheme founded)
{
    public const string Story = "Jeg er sygeplejerske. Overlægen kommer med uønskede tilnærmelser, og Mikkel Østergaard ved det.";

    public FoundedScheme Founded { get; } = founded;

    public async Task<T> ActAsync<TDesk, T>(string part, Func<TDesk, UnlockedStaff, Task<T>> act) where TDesk : notnull
    {
        await using var scope = Founded.Services.CreateAsyncScope();
        using var self = Founded[part].Unlock();
        return await act(scope.ServiceProvider.GetRequiredService<TDesk>(), self);
    }

    /// <summary>The same, for an act that must succeed.</summary>
    public async Task DoAsync<TDesk>(string part, Func<TDesk, UnlockedStaff, Task<CaseResult>> act) where TDesk : notnull
        => Assert.That(await ActAsync(part, act), Is.EqualTo(CaseResult.Done), part);

    public async Task<T> AsReporterAsync<T>(Sent sent, Func<MailboxDesk, UnlockedMailbox, Task<T>> act)
    {
        await using var scope = Founded.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        return await act(desk, mailbox!);
    }

    public Task PassAsync(Sent sent, string part) => DoAsync<GateDesk>(part, (desk, self) => desk.PassAsync(sent.ReportId, self, default));

    public Task<CaseView?> ReadAsync(Sent sent, string part)
        => ActAsync<CaseDesk, CaseView?>(part, (desk, self) => desk.ReadAsync(sent.ReportId, self, default));

    /// <summary>A report that both administrators have passed and one has found inside the purpose.</summary>
    public async Task<Sent> InScopeAsync(string text = Story, bool follow = true)
    {
        var sent = await Sending.SendAsync(Founded, text, follow);
        await PassAsync(sent, "administrator 1");
        await PassAsync(sent, "administrator 2");
        await DoAsync<ScreeningDesk>("administrator 1", (desk, self)
            => desk.DecideAsync(sent.ReportId, self, new ScreeningDecision.Inside(Founded.Scheme.Categories[0].Name),
                OutboundAnswer.Checked, default));
        return sent;
    }

    /// <summary>Refers to the hospital's first two handlers, who pass the gate; the referral's id.</summary>
    public async Task<Guid> ReferAsync(Sent sent, string first = "handler 1", string second = "handler 2", Guid? unitId = null)
    {
        await DoAsync<ReferralDesk>("administrator 1", (desk, self) => desk.ReferAsync(sent.ReportId, self, unitId ?? Founded.Hospital.Id,
            [Founded[first].Id, Founded[second].Id], "Tag jer af det.", GrantAnswers.Confirmed, default, new() { IsWholeMeant = true }));
        await PassAsync(sent, first);
        await PassAsync(sent, second);
        return (await ReadAsync(sent, first))!.Referrals.Single(r => r.WorkFile is not null).Id;
    }

    /// <summary>A closing that says all that can be asked for, and carries over whatever is open.</summary>
    public static ClosingDraft Closing(Outcome outcome) => new()
    {
        Answer = OutboundAnswer.Checked,
        Outcome = outcome,
        Finding = Finding.Partly,
        Tracks = [ClosingTrack.Individual, ClosingTrack.Culture],
        Learning = "Tonen tages op på afsnitsmødet.",
        TalkKept = true,
        CarriedOver = Enum.GetValues<MatterKind>().ToDictionary(kind => kind, _ => "Det følger ledelsen op på."),
    };

    public static StatementDraft Draft(string conclusion = "Forløbet er undersøgt, og der er handlet.") => new()
    {
        Examined = "Samtaler med begge parter og to kolleger.",
        How = "To ledere, bisidder tilbudt.",
        BothPartiesHeard = true,
        Conclusion = conclusion,
        Actions = "Tydelige forventninger, opfølgning om en måned.",
        FeedbackGiven = "I postkassen.",
        Learning = "Dialog om omgangstone.",
        Track = StatementTrack.Both,
    };

    public async Task SendStatementAsync(Sent sent, Guid referralId, string conclusion = "Forløbet er undersøgt.")
        => Assert.That((await ActAsync<StatementDesk, StatementResult>("handler 1",
            (desk, self) => desk.SendAsync(sent.ReportId, referralId, self, Draft(conclusion), OutboundAnswer.Checked, default))).Answer,
            Is.EqualTo(CaseResult.Done));

    /// <summary>The texts of the entries that open, of one kind.</summary>
    public static IEnumerable<string?> Texts(IEnumerable<ReadEntry>? entries, EntryKind kind)
        => (entries ?? []).Where(e => e.Kind == kind).Select(e => e.As<TextContent>()?.Text);

    /// <summary>Asks the reporter, as a person who has seen the check page.</summary>
    public Task AskAsync(Sent sent, string part, string question = "Hvornår?") => DoAsync<MessageDesk>(part,
        (desk, self) => desk.AskAsync(sent.ReportId, self, [question], OutboundAnswer.Checked, default));

    /// <summary>The same of feedback.</summary>
    public Task FeedbackAsync(Sent sent, string part, string text = "Vi ser på det.") => DoAsync<MessageDesk>(part,
        (desk, self) => desk.FeedbackAsync(sent.ReportId, self, text, OutboundAnswer.Checked, default));
}
