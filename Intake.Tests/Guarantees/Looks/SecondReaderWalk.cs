using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Messages to the reporter that a colleague reads first, in a scheme that wants it.</summary>
internal sealed class SecondReaderWalk(SecondReaderWalk.Cases cases, string language) : Walk("case", language)
{
    private const string Writer = "handler 1", Reader = "handler 2";
    private const string Found = "Mikkel Østergaard har fået en advarsel.\n\nNu følger vi op med afsnittet.";

    /// <summary>Cases whose messages wait, came back, were sent, or have nobody left to read them; in a host of their own.</summary>
    internal sealed record Cases(
        CaseRoom Room, Sent Waiting, string Proposed, Sent Returned, Sent Read, string Done, Sent Alone, string Stuck) : IAsyncDisposable
    {
        public static async Task<Cases> MakeAsync()
        {
            var room = await CaseRoom.OpenAsync();
            await room.Office.Founded.WantSecondReaderAsync();
            var waiting = await CaseAsync(room);
            await room.DoneAsync(
                Writer, CaseRoom.Case(waiting, "feedback"), ("Text", Found), ("Reason", "Indberetteren har selv nævnt ham."));
            await room.DoneAsync(Reader, CaseRoom.Case(waiting, "question"), ("Text", "Hvornår skete det sidst?"));
            await room.AnsweredAsync(waiting, "Det skete igen i går.");
            var returned = await CaseAsync(room);
            await room.DoneAsync(Writer, CaseRoom.Case(returned, "question"), ("Text", "Hvor skete det?"));
            await AnswerAsync(room, returned, ("Step", "return"), ("Text", "Spørg også, hvornår det skete."));
            var read = await CaseAsync(room);
            await room.DoneAsync(Writer, CaseRoom.Case(read, "feedback"), ("Text", "Vi har talt med dem, det angår."));
            var done = await AnswerAsync(room, read, ("Step", "send"));
            var alone = await CaseAsync(room);
            await room.DoneAsync(Writer, CaseRoom.Case(alone, "question"), ("Text", "Hvem var med?"));
            var stuck = await AddressAsync(room, alone, Writer);
            await room.DoneAsync(Reader, CaseRoom.Case(alone, "recuse"));
            return new(room, waiting, await AddressAsync(room, waiting, Reader), returned, read, done, alone, stuck);
        }

        public ValueTask DisposeAsync() => Room.Office.DisposeAsync();

        private static async Task<Sent> CaseAsync(CaseRoom room)
        {
            var sent = await room.InScopeAsync();
            await room.ReferAsync(sent);
            return sent;
        }

        private static async Task<string> AnswerAsync(CaseRoom room, Sent sent, params (string, string)[] fields)
        {
            var address = await AddressAsync(room, sent, Reader);
            await room.DoneAsync(Reader, address, (await room.PageAsync(Reader, address)).Fill("#proposed-form", fields));
            return address;
        }

        private static async Task<string> AddressAsync(CaseRoom room, Sent sent, string who) =>
            (await room.PageAsync(who, CaseRoom.Case(sent))).QuerySelector("#proposals a")!.GetAttribute("href")!;
    }

    public async Task GoAsync()
    {
        await KeepAsync("clocks-second-reader", GetAsync(Reader, "/da/office/clocks"));
        await KeepAsync("inbox-second-reader", GetAsync(Reader, "/da/office/inbox?show=all"));
        await KeepAsync("proposals", GetAsync(Reader, CaseRoom.Case(cases.Waiting)));
        await KeepAsync("proposals-conversation", GetAsync(Writer, CaseRoom.Case(cases.Waiting, "conversation")));
        await KeepAsync("proposed", GetAsync(Reader, cases.Proposed));
        await KeepAsync("proposed-own", GetAsync(Writer, cases.Proposed));
        await KeepAsync("proposed-errors", cases.Room.PostAsync(Reader, Here(cases.Proposed), ("Step", "return")));
        await KeepAsync("proposed-own-errors", cases.Room.PostAsync(Writer, Here(cases.Proposed)));
        await KeepAsync("proposed-done", GetAsync(Writer, cases.Done));
        await KeepAsync("proposed-done-errors", cases.Room.PostAsync(Reader, Here(cases.Done), ("Step", "send")));
        await KeepAsync("proposed-sent", GetAsync(Writer, CaseRoom.Case(cases.Read, "conversation")));
        await KeepAsync("proposed-history", GetAsync(Writer, CaseRoom.Case(cases.Read, "history")));
        await KeepAsync("proposed-work", GetAsync(Writer, await cases.Room.ReferralOfAsync(cases.Returned, Writer)));
        await KeepAsync("proposed-returned", GetAsync(Writer, CaseRoom.Case(cases.Returned, "conversation")));
        await KeepAsync("proposed-nobody", GetAsync(Writer, cases.Stuck));
        await KeepAsync("proposed-nobody-conversation", GetAsync(Writer, CaseRoom.Case(cases.Alone, "conversation")));
        await KeepAsync("proposed-check", PostAsync(cases.Returned, "question", ("Text", "Hvor og hvornår skete det?")));
        await KeepAsync("alone-check", PostAsync(cases.Alone, "feedback", ("Text", "Vi har talt med afsnittet.")));
        await KeepAsync("alone-check-errors", PostAsync(
            cases.Alone, "feedback", ("Text", "Vi har talt med afsnittet."), ("Step", "send")));
    }

    private Task<HttpResponseMessage> PostAsync(Sent sent, string form, params (string, string)[] fields) =>
        cases.Room.PostAsync(Writer, Here(CaseRoom.Case(sent, form)), fields);

    private Task<HttpResponseMessage> GetAsync(string who, string path) => cases.Room.GetAsync(who, Here(path));

    private string Here(string path) => path.Replace("/da/", $"/{Language}/", StringComparison.Ordinal);
}
