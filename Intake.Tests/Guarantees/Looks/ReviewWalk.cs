using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>What administrators see before they decide on a statement, and of cases that go on, come back or are a colleague's.</summary>
internal sealed class ReviewWalk(CaseRoom room, ReviewWalk.Cases cases, string language) : Walk("review", language)
{
    private const string Administrator = "administrator 1", Handler = "handler 1";

    /// <summary>Cases that nothing here changes; made once for all languages.</summary>
    internal sealed record Cases(Sent Moved, string Referral, Sent Returned, Sent Again)
    {
        public static async Task<Cases> MakeAsync(CaseRoom room)
        {
            var (moved, returned, again) = (await room.InScopeAsync(), await room.InScopeAsync(), await room.InScopeAsync());
            var due = CopenhagenClock.Today(room.Office.Founded.Time).AddDays(55);
            await ReferAsync(room, moved, [("StatementByDay", $"{due.Day}"), ("StatementByMonth", $"{due.Month}"),
                ("StatementByYear", $"{due.Year}"), ("DatesReason", "Afsnittet flytter.")]);
            await room.PassAsync(moved, Handler);
            var referral = await room.ReferralOfAsync(moved, Handler);
            await room.DoneAsync(Handler, referral + "/assess", ("Severity", "Grave"), ("Text", "Vold mod en patient."));
            await room.DoneAsync(Administrator, CaseRoom.Case(moved, "links"), ("Other", $"{again.ReportId}"), ("Ground", "Duplicate"));
            await DeclinedAsync(room, returned);
            await DeclinedAsync(room, again);
            await ReferAsync(room, again, []);
            var sent = await room.InScopeAsync();
            return new Cases(moved, await room.WithStatementAsync(sent), returned, again);
        }

        private static async Task DeclinedAsync(CaseRoom room, Sent sent)
        {
            await ReferAsync(room, sent, []);
            await room.PassAsync(sent, Handler);
            await room.DoneAsync(
                Handler, await room.ReferralOfAsync(sent, Handler) + "/decline", ("Text", "Vi er alle fra afsnittet."));
        }

        private static async Task ReferAsync(CaseRoom room, Sent sent, (string, string)[] more) => await room.DoneAsync(
            Administrator, CaseRoom.Case(sent, "refer"),
            [("Unit", room.Hospital), ("Handlers", room.Id(Handler)), ("Handlers", room.Id("handler 2")), .. more]);
    }

    public async Task GoAsync()
    {
        var review = Here(cases.Referral + "/statement");
        await KeepAsync("return-check", room.PostAsync(
            Administrator, review, ("Decision", "return"), ("Text", "Skriv, hvem der blev hørt, og hvornår.")));
        await KeepAsync("accept-check", room.PostAsync(Administrator, review, ("Decision", "accept"), ("Text", "")));
        await KeepAsync("refer-before", GetAsync(Administrator, CaseRoom.Case(cases.Returned, $"refer?unit={room.Hospital}")));
        await KeepAsync("refer-has", GetAsync(Administrator, CaseRoom.Case(cases.Moved, $"refer?unit={room.Hospital}")));
        await KeepAsync("referred-again", GetAsync(Administrator, CaseRoom.Case(cases.Again)));
        await KeepAsync("units-again", GetAsync(Administrator, CaseRoom.Case(cases.Again, "units")));
        await KeepAsync("date-moved", GetAsync(Administrator, CaseRoom.Case(cases.Moved)));
        await KeepAsync("date-moved-history", GetAsync(Administrator, CaseRoom.Case(cases.Moved, "history")));
        await KeepAsync("inbox-with-colleagues", GetAsync("administrator 2", "/da/office/inbox"));
        await KeepAsync("form-names", GetAsync(Administrator, "/da/office/people"));
    }

    private Task<HttpResponseMessage> GetAsync(string who, string path) => room.GetAsync(who, Here(path));

    private string Here(string path) => path.Replace("/da/", $"/{Language}/", StringComparison.Ordinal);
}
