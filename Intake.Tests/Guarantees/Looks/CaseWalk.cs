using AngleSharp.Dom;
using Intake.Core.Cases.Conflict;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>The case pages in their states, as an administrator and a handler get them.</summary>
internal sealed class CaseWalk(CaseRoom room, CaseWalk.Cases cases, string language) : Walk("case", language)
{
    private const string Administrator = "administrator 1";
    private const string Handler = "handler 1";
    private const string Found = "Mikkel Østergaard har fået en advarsel.\n\nDu må ikke tale med andre om det. Ring på 20 30 40 50.";

    /// <summary>One case at each stage; made once for all languages.</summary>
    internal sealed record Cases(
        Sent Fresh, Sent Opened, Sent Referred, string Referral, string Returned, Sent Alone, Sent Over, Sent Handled, Sent Doubted)
    {
        public static async Task<Cases> MakeAsync(CaseRoom room)
        {
            var fresh = await Sending.SendAsync(room.Office.Founded, CaseRoom.Story);
            var opened = await room.OpenedAsync(follow: false);
            var referred = await room.InScopeAsync();
            var referral = await room.WithStatementAsync(referred);
            await room.DoneAsync(
                Handler, CaseRoom.Case(referred, "question"), ("Text", "Hvornår skete det sidst, og var der andre til stede?"));
            await room.DoneAsync(
                Handler, CaseRoom.Case(referred, "feedback"), ("Text", "Vi har talt med dem, det angår, og følger op om en måned."));
            await room.DoneAsync(Handler, referral + "/note", ("Text", "Samtale med afsnitsledelsen. " + new string('x', 300)));
            await WorkAsync(room, referral);
            await room.DoneAsync(Handler, referral + "/in-charge", ("Person", room.Id(Handler)));
            foreach (var (who, text) in new[] { (Administrator, "Har I talt med dem?"), (Handler, "Ja, i går. Vi skriver i næste uge.") })
                await room.DoneAsync(who, CaseRoom.Case(referred, "units"), ("Referral", referral.Split('/')[^1]), ("Text", text));
            await DraftsAsync(room, referred, referral);
            var returned = await room.WithStatementAsync(await room.InScopeAsync());
            await room.DoneAsync(Administrator, returned + "/statement", ("Decision", "return"), ("Text", "Skriv, hvem der blev hørt."));
            await room.DoneAsync(Handler, returned + "/orientation", ("Text", "Flere på afsnittet har fortalt det samme."));
            return new Cases(fresh, opened, referred, referral, returned, await AloneAsync(room), await OverAsync(room),
                await HandledAsync(room), await DoubtedAsync(room, referred));
        }

        /// <summary>Messages saved unsent, of an administrator and of two handlers.</summary>
        private static async Task DraftsAsync(CaseRoom room, Sent referred, string referral)
        {
            foreach (var (who, text) in new[] { (Handler, "Hvem var på vagt?"), ("handler 2", "Hvem var på vagt den 2. marts?") })
                await room.DoneAsync(who, CaseRoom.Case(referred, "question"), ("Text", text), ("Then", "draft"));
            await room.DoneAsync(Administrator, CaseRoom.Case(referred, "feedback"), ("Text", "Vi har set det, og"), ("Then", "draft"));
            await room.DoneAsync(Handler, CaseRoom.Case(referred, "units"),
                ("Referral", referral.Split('/')[^1]), ("Text", "Vi mangler vagtplanen."), ("Then", "draft"));
        }

        private static async Task<Sent> DoubtedAsync(CaseRoom room, Sent referred)
        {
            var doubted = await room.OpenedAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(doubted, "screening"), ("Scope", "doubt"),
                ("Doubt", "Det ligner en uenighed om vagtplanen, men tonen er grov."), ("Needed", "Om det er sket før, og over for hvem."),
                ("Next", "Ask"));
            await room.DoneAsync(Administrator, CaseRoom.Case(doubted, "links"), ("Other", $"{referred.ReportId}"),
                ("Ground", "SamePerson"), ("Note", "Begge nævner den samme overlæge."));
            return doubted;
        }

        /// <summary>A unit that has got some way: assessed, planned, acted, notified, and with drafts of two people.</summary>
        private static async Task WorkAsync(CaseRoom room, string referral)
        {
            foreach (var (page, fields) in new (string, (string, string)[])[]
            {
                ("assess", [("Gravity", "Marked"), ("Duration", "Months"), ("Frequency", "Regular"), ("Aggravating", "Power"),
                    ("Care", "Trainee"),
                    ("Stopped", "No"), ("Format", "WithHr"), ("Shown", "Grave"), ("Severity", "Serious"),
                    ("Text", "Gentaget over et halvt år."),
                    ("Departure", "Den pågældende er fraværende, så ingen er udsat for det nu.")]),
                ("plan/task", [("Text", "Ring til lokal HR, og aftal hvem der er med."), ("Owner", "Karen Bjerre"), ("State", "Open"),
                    ("TaskOnDay", "10"), ("TaskOnMonth", "3"), ("TaskOnYear", "2026")]),
                ("plan/task", [("Text", "Find vagtplanerne frem."), ("Owner", "Lars"), ("State", "Done")]),
                ("plan/interview", [("With", "En kollega fra nattevagten"), ("Companion", "yes"), ("Second", "Lars"),
                    ("State", "Planned")]),
                ("plan/hearing", [("Party", "Affected"), ("Heard", "yes")]),
                ("plan/checks", [("Aware", "Listened"), ("Involve", "HrAsked"), ("Culture", "Raised")]),
                ("act/action", [("Kind", "Sanction"), ("Owner", "HR"), ("State", "Planned")]),
                ("act/action", [("Kind", "Talk"), ("What", "Samtale om omgangstonen."), ("Owner", "Karen Bjerre"), ("State", "Done"),
                    ("CheckOnDay", "1"), ("CheckOnMonth", "6"), ("CheckOnYear", "2026")]),
                ("act/duty?duty=Injury", [("Answer", "No"), ("Harmed", "yes"),
                    ("FirstOnDay", "2"), ("FirstOnMonth", "2"), ("FirstOnYear", "2026"),
                    ("LastOnDay", "1"), ("LastOnMonth", "3"), ("LastOnYear", "2026")]),
                ("crime/mark", [("Text", "Der står, at nogen er blevet holdt fast.")]),
                ("crime/ask", [("Who", "Hr"), ("Contacted", "yes"), ("Text", "De er med i forløbet."), ("AskedOnDay", "3"),
                    ("AskedOnMonth", "3"), ("AskedOnYear", "2026")]),
                ("press", [("Risk", "yes"), ("Tell", "Leader"), ("Tell", "Communications"), ("Text", "En journalist har ringet.")]),
                ("window/date", [("Text", "På afsnitsmødet og på opslagstavlen."), ("UntilDay", "20"), ("UntilMonth", "3"),
                    ("UntilYear", "2026")]),
                ("window/step?step=Gather", [("Text", "Hvad folk har set og hørt."), ("By", "Karen Bjerre"), ("Done", "no")]),
                ("aftercare?line=Cooperation", [("Owner", "Karen Bjerre"), ("State", "Open"), ("AfterOnDay", "1"), ("AfterOnMonth", "4"),
                    ("AfterOnYear", "2026"), ("Text", "Ny aftale om stuegang.")]),
                ("note", [("Text", "Ring igen til afsnittet på mandag."), ("Then", "draft")]),
            })
            {
                await room.DoneAsync(Handler, $"{referral}/{page}", fields);
            }

            foreach (var (page, text) in new[] { ("note", "Jeg har talt med afsnittet."), ("assess", "Vi ved mere nu.") })
                await room.DoneAsync("handler 2", $"{referral}/{page}", ("Text", text), ("Then", "draft"));
        }

        /// <summary>One handler is left, and a deadline has passed.</summary>
        private static async Task<Sent> AloneAsync(CaseRoom room)
        {
            var alone = await room.InScopeAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(alone, "refer"),
                ("Unit", room.Hospital), ("Handlers", room.Id(Handler)), ("Handlers", room.Id("handler 2")),
                ("InCharge", room.Id("handler 2")));
            await room.PassAsync(alone, Handler);
            await room.DoneAsync("handler 2", CaseRoom.Case(alone, "recuse"));
            await using var db = room.Office.Founded.Databases.AsOwner();
            await db.Deadlines.Where(row => row.ReportId == alone.ReportId && row.Kind == DeadlineKind.Statement)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.StartsOn, row => row.StartsOn.AddDays(-100))
                    .SetProperty(row => row.DueOn, row => row.DueOn.AddDays(-100)));
            return alone;
        }

        /// <summary>To be closed, with something still open and no feedback given.</summary>
        private static async Task<Sent> HandledAsync(CaseRoom room)
        {
            var handled = await room.InScopeAsync();
            var referral = await room.WithStatementAsync(handled);
            await room.DoneAsync(Administrator, referral + "/statement", ("Decision", "accept"), ("Text", ""));
            await room.DoneAsync(Administrator, CaseRoom.Case(handled, "question"), ("Text", "Hvornår skete det sidst?"));
            await room.DoneAsync(Administrator, CaseRoom.Case(handled, "dates"), room.Talk(20));
            await room.DoneAsync(
                Handler, CaseRoom.Case(handled, "units"), ("Referral", referral.Split('/')[^1]), ("Text", "Vi er færdige."));
            await room.DoneAsync(Administrator, CaseRoom.Case(handled, "close"),
                ("Finding", "Partly"), ("Learning", "Tonen tages op på"), ("Then", "draft"));
            return handled;
        }

        private static async Task<Sent> OverAsync(CaseRoom room)
        {
            var over = await room.InScopeAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(over, "feedback"), ("Text", "Det er undersøgt."));
            await room.DoneAsync(Administrator, CaseRoom.Case(over, "close"), CaseRoom.Closing("NoGround"));
            return over;
        }
    }

    public async Task GoAsync()
    {
        var screening = $"screening?ground={room.Office.Founded.Scheme.Scope.Grounds[0].Name}";
        foreach (var (name, path) in new[]
        {
            ("inbox", "/da/office/inbox?show=all"), ("inbox-one-kind", "/da/office/inbox?show=overdue"),
            ("gate", CaseRoom.Case(cases.Fresh)), ("recuse", CaseRoom.Case(cases.Fresh, "recuse")),
            ("recused", "/da/office/recused"), ("quiet", CaseRoom.Case(cases.Opened)),
            ("screening", CaseRoom.Case(cases.Opened, screening)),
            ("in-doubt", CaseRoom.Case(cases.Doubted)), ("screening-in-doubt", CaseRoom.Case(cases.Doubted, "screening")),
            ("links", CaseRoom.Case(cases.Doubted, "links")), ("links-off", CaseRoom.Case(cases.Over, "links")),
            ("in-doubt-history", CaseRoom.Case(cases.Doubted, "history")),
            ("whole", CaseRoom.Case(cases.Referred)), ("conversation", CaseRoom.Case(cases.Referred, "conversation")),
            ("newest", CaseRoom.Case(cases.Referred, "conversation?order=newest")),
            ("template", CaseRoom.Case(cases.Referred, "conversation?template=done")),
            ("files", CaseRoom.Case(cases.Referred, "files")),
            ("work", CaseRoom.Case(cases.Referred, "work")), ("statements", CaseRoom.Case(cases.Referred, "statements")),
            ("history", CaseRoom.Case(cases.Referred, "history")), ("print", CaseRoom.Case(cases.Referred, "print")),
            ("quiet-conversation", CaseRoom.Case(cases.Opened, "conversation")),
            ("over-conversation", CaseRoom.Case(cases.Over, "conversation")),
            ("one-handler", CaseRoom.Case(cases.Alone)), ("over", CaseRoom.Case(cases.Over)),
            ("refer", CaseRoom.Case(cases.Referred, $"refer?unit={room.Hospital}")),
            ("referral-closed", cases.Referral),
            ("review", cases.Referral + "/statement"),
            ("close-first", CaseRoom.Case(cases.Referred, "close")), ("close", CaseRoom.Case(cases.Handled, "close")),
            ("over-history", CaseRoom.Case(cases.Over, "history")),
            ("hold", CaseRoom.Case(cases.Referred, "hold")), ("label", CaseRoom.Case(cases.Referred, "label")),
            ("units", CaseRoom.Case(cases.Referred, "units")), ("take-back-off", cases.Referral + "/take-back"),
            ("orientation", cases.Referral + "/orientation"),
            ("orientation-before", cases.Returned + "/orientation"),
            ("dates", CaseRoom.Case(cases.Referred, "dates")),
            ("look-after", CaseRoom.Case(cases.Over, "look-after")), ("reopen", CaseRoom.Case(cases.Over, "reopen")),
            ("look-after-off", CaseRoom.Case(cases.Referred, "look-after")), ("reopen-off", CaseRoom.Case(cases.Referred, "reopen")),
            ("export", CaseRoom.Case(cases.Referred, "export")),
        })
        {
            await KeepAsync(name, GetAsync(Administrator, path));
        }

        await room.DoneAsync(Administrator, "/da/office/inbox/view", ("show", "waiting"), ("charge", "nobody"), ("Then", "save"));
        await KeepAsync("inbox-saved", GetAsync(Administrator, "/da/office/inbox"));
        await room.DoneAsync(Administrator, "/da/office/inbox/view", ("Then", "clear"));
        await ReportsAsync();
        foreach (var (name, path) in new[]
        {
            ("handlers", CaseRoom.Case(cases.Referred)), ("handlers-conversation", CaseRoom.Case(cases.Referred, "conversation")),
            ("handlers-work", CaseRoom.Case(cases.Referred, "work")),
            ("handlers-statements", CaseRoom.Case(cases.Referred, "statements")),
            ("handlers-print", CaseRoom.Case(cases.Referred, "print")),
            ("alone", CaseRoom.Case(cases.Alone)),
            ("referral", cases.Referral), ("hand-over", cases.Referral + "/hand-over"), ("in-charge", cases.Referral + "/in-charge"),
            ("assess", cases.Referral + "/assess"), ("assess-first", cases.Returned + "/assess"), ("plan", cases.Referral + "/plan"),
            ("plan-first", cases.Returned + "/plan"), ("act", cases.Referral + "/act"),
            ("act-first", cases.Returned + "/act"),
            ("plan-task", cases.Referral + "/plan/task"), ("plan-interview", cases.Returned + "/plan/interview"),
            ("plan-hearing", cases.Referral + "/plan/hearing"), ("plan-checks", cases.Referral + "/plan/checks"),
            ("act-action", cases.Referral + "/act/action"), ("act-duty", cases.Referral + "/act/duty?duty=Injury"),
            ("crime", cases.Referral + "/crime"), ("crime-first", cases.Returned + "/crime"), ("press", cases.Referral + "/press"),
            ("window", cases.Referral + "/window"), ("window-first", cases.Returned + "/window"),
            ("aftercare", cases.Referral + "/aftercare?line=Cooperation"),
            ("write", cases.Returned + "/statement/write"),
            ("write-first", await room.ReferralOfAsync(cases.Alone, Handler) + "/statement/write"),
            ("handlers-units", CaseRoom.Case(cases.Referred, "units")), ("add-files", CaseRoom.Case(cases.Referred, "files/add")),
            ("decline", await room.ReferralOfAsync(cases.Alone, Handler) + "/decline"), ("declined", "/da/office/declined"),
        })
        {
            await KeepAsync(name, GetAsync(Handler, path));
        }

        await KeepAsync("not-yours", GetAsync("handler 3", CaseRoom.Case(cases.Referred)));
        await KeepAsync("session-ended", room.Office.PostAsync(
            Here(cases.Referral + "/note"), "__Host-office=none", ("Text", "Samtale med afsnitsledelsen.")));
        await RefusedAsync("gate-errors", Administrator, CaseRoom.Case(cases.Fresh, "gate"));
        await RefusedAsync("screening-errors", Administrator, CaseRoom.Case(cases.Opened, "screening"));
        await RefusedAsync("doubt-errors", Administrator, CaseRoom.Case(cases.Doubted, "screening"), ("Scope", "doubt"));
        await RefusedAsync("links-errors", Administrator, CaseRoom.Case(cases.Referred, "links"));
        await RefusedAsync("unlink-errors", Administrator, CaseRoom.Case(cases.Referred, "links/remove"));
        await RefusedAsync("recuse-errors", Administrator, CaseRoom.Case(cases.Fresh, "recuse"), ("Why", "Vi er i familie."),
            ("Names", new string('x', Recusal.LongestNames + 1)));
        await KeepAsync("recuse-check", room.PostAsync(Handler, Here(CaseRoom.Case(cases.Referred, "recuse")), ("Names", "Karin Bjerre")));
        await RefusedAsync("recuse-check-errors", Handler, CaseRoom.Case(cases.Referred, "recuse"), ("Step", "send"));
        await KeepAsync("recused-before", GetAsync("handler 2", CaseRoom.Case(cases.Alone, "recuse")));
        await RefusedAsync("refer-errors", Administrator, CaseRoom.Case(cases.Referred, "refer"), ("Unit", room.Hospital));
        await RefusedAsync("refer-dates-errors", Administrator, CaseRoom.Case(cases.Referred, "refer"), ("Unit", room.Hospital),
            ("InCharge", "ingen"), ("AcceptByDay", "41"), ("DatesReason", "Afsnittet flytter."));
        await RefusedAsync("question-errors", Handler, CaseRoom.Case(cases.Referred, "question"), ("Text", ""));
        await KeepAsync("question-check", room.PostAsync(Handler, Here(CaseRoom.Case(cases.Referred, "question")),
            ("Text", "Hvornår på døgnet sker det?"), ("More", "Er der andre, der har set det?")));
        await KeepAsync("feedback-check", room.PostAsync(Handler, Here(CaseRoom.Case(cases.Referred, "feedback")), ("Text", Found)));
        await RefusedAsync("feedback-check-errors", Handler, CaseRoom.Case(cases.Referred, "feedback"), ("Text", Found), ("Step", "send"));
        await KeepAsync("unit-message-check", room.PostAsync(Handler, Here(CaseRoom.Case(cases.Referred, "units")),
            ("Referral", cases.Referral.Split('/')[^1]), ("Text", Found)));
        await KeepAsync("decline-check", room.PostAsync(
            Handler, Here(await room.ReferralOfAsync(cases.Alone, Handler) + "/decline"), ("Text", Found)));
        await KeepAsync("outside-check", room.PostAsync(Administrator, Here(CaseRoom.Case(cases.Opened, "screening")), Outside()));
        await KeepAsync("minutes-check", room.PostAsync(Handler, Here(CaseRoom.Case(cases.Referred, "minutes")), ("Text", Found)));
        await KeepAsync("statement-check", room.PostAsync(
            Handler, Here(cases.Returned + "/statement/write"), CaseRoom.Statement("Peter har fået en advarsel.")));
        await RefusedAsync("note-errors", Handler, cases.Referral + "/note", ("Text", ""));
        await RefusedAsync(
            "write-errors", Handler, cases.Returned + "/statement/write", [.. CaseRoom.Statement().Select(field => (field.Name, ""))]);
        await RefusedAsync("dates-errors", Administrator, CaseRoom.Case(cases.Referred, "dates"), ("Hour", "klokken to"));
        await KeepAsync("assess-suggestion", room.PostAsync(Handler, Here(cases.Referral + "/assess"),
            ("Gravity", "Dangerous"), ("Text", "Der er trusler."), ("Then", "suggest")));
        await RefusedAsync("assess-errors", Handler, cases.Returned + "/assess",
            ("Gravity", "Marked"), ("Shown", "Serious"), ("Severity", "Grave"));
        await RefusedAsync("plan-errors", Handler, cases.Referral + "/plan/task", ("TaskOnDay", "41"));
        await RefusedAsync("hearing-errors", Handler, cases.Referral + "/plan/hearing", ("Heard", "no"));
        await RefusedAsync("interview-errors", Handler, cases.Referral + "/plan/interview");
        await RefusedAsync("crime-errors", Handler, cases.Referral + "/crime/ask", ("Contacted", "yes"));
        await RefusedAsync("interview-waits", Handler, cases.Referral + "/plan/interview", ("With", "En kollega"), ("State", "Held"));
        await RefusedAsync("press-errors", Handler, cases.Returned + "/press", ("Risk", "yes"));
        await RefusedAsync("window-errors", Handler, cases.Referral + "/window/step?step=Tell", ("Done", "yes"));
        await RefusedAsync("aftercare-errors", Handler, cases.Referral + "/aftercare?line=Witnesses", ("State", "Done"));
        await KeepAsync("aftercare-read", GetAsync(Administrator, cases.Referral + "/aftercare"));
        await RefusedAsync("act-errors", Handler, cases.Referral + "/act/action", ("Kind", "Sanction"), ("What", "En advarsel."));
        await RefusedAsync("duty-errors", Handler, cases.Referral + "/act/duty?duty=Police", ("Answer", "No"));
        await RefusedAsync("orientation-errors", Handler, cases.Returned + "/orientation", ("Text", "Igen."));
        await RefusedAsync("add-files-errors", Handler, CaseRoom.Case(cases.Referred, "files/add"), ("AsItIs", "yes"));
        await RefusedAsync("label-errors", Handler, CaseRoom.Case(cases.Referred, "label"), ("Label", new string('x', 61)));
        await RefusedAsync("message-errors", Administrator, CaseRoom.Case(cases.Referred, "units"),
            ("Referral", cases.Referral.Split('/')[^1]), ("Text", ""));
        await RefusedAsync("in-charge-errors", Handler, cases.Referral + "/in-charge");
        await RefusedAsync("take-back-errors", Administrator, cases.Referral + "/take-back", ("Text", ""));
        await RefusedAsync("look-after-errors", Administrator, CaseRoom.Case(cases.Over, "look-after"));
        await RefusedAsync("reopen-errors", Administrator, CaseRoom.Case(cases.Over, "reopen"));
        await RefusedAsync(
            "close-errors", Administrator, CaseRoom.Case(cases.Handled, "close"), ("Tracks", "None"), ("Outcome", "NoGround"));
    }

    private (string, string)[] Outside()
    {
        var ground = room.Office.Founded.Scheme.Scope.Grounds[0];
        return [("Scope", "outside"), ("Ground", ground.Name), ("Help", ground.Help[0]), ("Text", "Det hører til hos din leder.")];
    }

    private async Task ReportsAsync()
    {
        const string Reports = "/da/office/accountability";
        using var made = await room.PostAsync(Administrator, Here(Reports), ("Period", "Running"));
        var report = made.Headers.Location!.OriginalString;
        await KeepAsync("accountability", GetAsync(Administrator, Reports));
        await KeepAsync("accountability-report", GetAsync(Administrator, report));
        await KeepAsync("accountability-cases", GetAsync(Administrator, report + "/cases?figure=Open"));
        await RefusedAsync("accountability-errors", Administrator, Reports);
    }

    private Task<IDocument> RefusedAsync(string name, string who, string path, params (string, string)[] fields) =>
        KeepAsync(name, room.PostAsync(who, Here(path), fields));

    private Task<HttpResponseMessage> GetAsync(string who, string path) => room.GetAsync(who, Here(path));

    private string Here(string path) => path.Replace("/da/", $"/{Language}/", StringComparison.Ordinal);
}
