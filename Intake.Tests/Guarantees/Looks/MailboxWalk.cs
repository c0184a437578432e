using AngleSharp.Dom;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>The mailbox with all that may wait in it, withdrawing, and the office's side of talks, minutes and oral reports.</summary>
internal sealed class MailboxWalk(CaseRoom room, MailboxWalk.Boxes boxes, string language) : Walk("mailbox", language)
{
    private const string Administrator = "administrator 1";

    /// <summary>Mailboxes in their states; made once for all languages.</summary>
    internal sealed record Boxes(Sent Fresh, Sent Waiting, Sent Agreed, Sent Late, Sent Withdrawn, Sent Asked, Sent Reopened, Sent Twice)
    {
        public static async Task<Boxes> MakeAsync(CaseRoom room)
        {
            var founded = room.Office.Founded;
            var (fresh, late, withdrawn) = (
                await Sending.SendAsync(founded, "Ny."), await Sending.SendAsync(founded, "Glemt."),
                await Sending.SendAsync(founded, "Fortrudt."));
            await (await OpenMailbox.OfAsync(room.Office, withdrawn)).PostAsync("withdraw");
            await using (var db = founded.Databases.AsOwner())
            {
                await db.Deadlines.Where(d => d.ReportId == late.ReportId && d.Kind == DeadlineKind.Acknowledgement)
                    .ExecuteUpdateAsync(set => set
                        .SetProperty(d => d.StartsOn, d => d.StartsOn.AddDays(-30))
                        .SetProperty(d => d.DueOn, d => d.DueOn.AddDays(-30)));
            }

            var agreed = await room.OpenedAsync(follow: false);
            var box = await OpenMailbox.OfAsync(room.Office, agreed);
            await ProposeAsync(
                room, agreed, await box.DoneAsync("talk", ("Way", "phone"), ("Number", "20 30 40 50")), "Ring 11 22 33 44 tirsdag kl. 18");
            await box.DoneAsync(
                "talk-reply", ("Request", Request(await box.PageAsync())), ("Choice", "accepted"), ("TalkText", new string('x', 200)));

            var waiting = await room.InScopeAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(waiting, "question"),
                ("Text", "Sker det på bestemte vagter?\nDu behøver ikke sige hvilke dage."),
                ("More", "Var der andre, der så det? " + new string('y', 200)), ("More", "Hvad ville hjælpe?"));
            box = await OpenMailbox.OfAsync(room.Office, waiting);
            await ProposeAsync(
                room, waiting, await box.DoneAsync("talk", ("Way", "meeting"), ("Preferred", "Hverdage efter kl. 17")),
                "Torsdag kl. 17.30 på biblioteket.");
            foreach (var text in new[] { "Du fortalte, at det er sket fire gange siden jul.", "Du vil gerne have, at det holder op." })
            {
                await room.DoneAsync(
                    Administrator, CaseRoom.Case(waiting, "minutes"), ("HeldOnDay", "2"), ("HeldOnMonth", "3"), ("HeldOnYear", "2026"),
                    ("Text", text));
            }

            var page = await box.PageAsync();
            var minutes = OpenMailbox.MinutesOf(page)[0];
            await box.DoneAsync("minutes", OpenMailbox.Minutes(minutes, "Det er sket fem gange."), ("Correct", minutes));
            await box.DoneAsync("reply", OpenMailbox.Choice(OpenMailbox.QuestionsOf(page)[2], "declined"));
            return new Boxes(fresh, waiting, agreed, late, withdrawn, await ClosedAsync(room), await ReopenedAsync(room),
                await TwiceAskedAsync(room));
        }

        /// <summary>Closed, and the reporter is asked how it has gone since.</summary>
        private static async Task<Sent> ClosedAsync(CaseRoom room)
        {
            var closed = await room.InScopeAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(closed, "feedback"), ("Text", "Det er undersøgt."));
            await room.DoneAsync(Administrator, CaseRoom.Case(closed, "close"), CaseRoom.Closing("NoGround"));
            await room.DoneAsync(Administrator, CaseRoom.Case(closed, "look-after"), ("Text", "Hvordan går det nu?"));
            return closed;
        }

        /// <summary>Asked twice since closing, and answered once, with a question from before that nobody answered.</summary>
        private static async Task<Sent> TwiceAskedAsync(CaseRoom room)
        {
            var twice = await room.InScopeAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(twice, "question"), ("Text", "Sker det stadig?"));
            await room.DoneAsync(Administrator, CaseRoom.Case(twice, "feedback"), ("Text", "Det er undersøgt."));
            await room.DoneAsync(Administrator, CaseRoom.Case(twice, "close"), CaseRoom.Closing("NoGround"));
            await room.DoneAsync(Administrator, CaseRoom.Case(twice, "look-after"), ("Text", "Hvordan går det nu?"));
            await (await OpenMailbox.OfAsync(room.Office, twice)).DoneAsync("reply", ("Text", "Det er blevet bedre."));
            foreach (var text in new[] { "Og hvordan går det efter sommeren?", "Har du fået dine vagter?" })
                await room.DoneAsync(Administrator, CaseRoom.Case(twice, "look-after"), ("Text", text));
            return twice;
        }

        private static async Task<Sent> ReopenedAsync(CaseRoom room)
        {
            var reopened = await ClosedAsync(room);
            await (await OpenMailbox.OfAsync(room.Office, reopened)).DoneAsync("reply", ("Text", "Jeg bliver holdt udenfor."));
            await room.DoneAsync(Administrator, CaseRoom.Case(reopened, "reopen"), ("Text", "Det ser vi på."));
            return reopened;
        }

        private static Task<IDocument> ProposeAsync(CaseRoom room, Sent sent, IDocument asked, string text) =>
            room.DoneAsync(Administrator, CaseRoom.Case(sent, "talk"), ("Request", Request(asked)), ("Text", text));

        private static string Request(IDocument page) => page.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!;
    }

    public async Task GoAsync()
    {
        var waiting = await OpenMailbox.OfAsync(room.Office, boxes.Waiting, Language);
        var page = await KeepAsync("waiting", waiting.GetAsync());
        var asked = OpenMailbox.QuestionsOf(page);
        await KeepAsync("answer-errors", waiting.PostAsync("reply", OpenMailbox.Answer(asked[0], ""), OpenMailbox.Answer(asked[1], "")));
        await KeepAsync("answered", waiting.GetAsync("open?done=answers-reply&sent=2"));
        var minutes = OpenMailbox.MinutesOf(page)[1];
        await KeepAsync("minutes-errors", waiting.PostAsync(
            "minutes", OpenMailbox.Minutes(minutes, "Rettet, men trykket på den anden knap."), ("Approve", minutes)));
        await KeepAsync("talk-reply-errors", waiting.PostAsync(
            "talk-reply", ("Request", Guid.NewGuid().ToString()), ("TalkText", ""), ("Choice", "other")));
        await KeepAsync("not-now", waiting.PostAsync("reply", OpenMailbox.Answer(Guid.NewGuid().ToString(), "Skrevet længe.")));
        await KeepAsync("talk-agreed", (await OpenMailbox.OfAsync(room.Office, boxes.Agreed, Language)).GetAsync());
        await KeepAsync("late", (await OpenMailbox.OfAsync(room.Office, boxes.Late, Language)).GetAsync());
        var closed = await OpenMailbox.OfAsync(room.Office, boxes.Asked, Language);
        await KeepAsync("asked-after-closing", closed.GetAsync());
        await KeepAsync("asked-after-closing-errors", closed.PostAsync("reply", ("Text", "")));
        await KeepAsync("asked-twice", (await OpenMailbox.OfAsync(room.Office, boxes.Twice, Language)).GetAsync());
        await KeepAsync("reopened", (await OpenMailbox.OfAsync(room.Office, boxes.Reopened, Language)).GetAsync());
        var fresh = await OpenMailbox.OfAsync(room.Office, boxes.Fresh, Language);
        await KeepAsync("talk-errors", fresh.PostAsync("talk", ("Preferred", "Om aftenen"), ("Number", "")));
        await KeepAsync("withdraw", fresh.GetAsync("withdraw"));
        await KeepAsync("withdrawn", fresh.GetAsync("withdrawn"));

        await KeepAsync("office-asked-twice", GetAsync(CaseRoom.Case(boxes.Twice, "conversation")));
        await KeepAsync("office-case", GetAsync(CaseRoom.Case(boxes.Waiting)));
        await KeepAsync("office-talk", GetAsync(CaseRoom.Case(boxes.Waiting, "talk")));
        await KeepAsync("office-talk-none", GetAsync(CaseRoom.Case(boxes.Agreed, "talk")));
        await KeepAsync("office-minutes-errors", room.PostAsync(
            Administrator, Here(CaseRoom.Case(boxes.Waiting, "minutes")), ("HeldOnDay", "31"), ("HeldOnMonth", "2"), ("HeldOnYear", "2026"),
            ("Text", "")));
        await KeepAsync("office-withdrawn", GetAsync(CaseRoom.Case(boxes.Withdrawn)));
        await KeepAsync("office-told", GetAsync("/da/office/told"));
        await KeepAsync("office-told-errors", room.PostAsync(Administrator, Here("/da/office/told"), ("Place", "Kælderen")));
        await KeepAsync("office-told-receipt", room.PostAsync(
            Administrator, Here("/da/office/told"), ("ToldBy", "phone"), ("Description", "Fortalt."), ("Follow", "no")));
    }

    private Task<HttpResponseMessage> GetAsync(string path) => room.GetAsync(Administrator, Here(path));

    private string Here(string path) => path.Replace("/da/", $"/{Language}/", StringComparison.Ordinal);
}
