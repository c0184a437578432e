using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Whose access to a case goes on and whose ends: a holder is named, one proposes, another answers; one is taken out.</summary>
internal sealed class AccessWalk(CaseRoom room, AccessWalk.Cases cases, string language) : Walk("case", language)
{
    private const string Administrator = "administrator 1";
    private const string Handler = "handler 1";
    private const string Colleague = "handler 2";

    /// <summary>One case at each stage; made once for all languages.</summary>
    internal sealed record Cases(Sent Named, Sent Proposed, string Proposal, Sent Changed, string Stale, Sent Ended, Sent Grown)
    {
        public static async Task<Cases> MakeAsync(CaseRoom room)
        {
            var (named, proposed, changed, ended) =
                (await room.NamedAsync(), await room.NamedAsync(), await room.NamedAsync(), await room.NamedAsync());
            var waits = await ProposeAsync(room, proposed);
            var stale = await ProposeAsync(room, changed);
            await room.AnsweredAsync(changed, "Karen Bjerre var der også i går.");
            await room.DoneAsync(Administrator, await ProposeAsync(room, ended), await SeenAsync(room, ended, "yes"));
            await EndAsync(room, ended, Colleague);
            var grown = await room.NamedAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(grown, "gate-names"), await NamingAsync(room, grown, "Bo Falk"));
            return new(named, proposed, waits, changed, stale, ended, grown);
        }

        /// <summary>The check page's fields.</summary>
        private static async Task<(string, string)[]> NamingAsync(CaseRoom room, Sent sent, string name)
        {
            using var check = await room.PostAsync(Administrator, CaseRoom.Case(sent, "gate-names"), Naming(name));
            return (await check.PageAsync()).Fill("#gate-names-form");
        }

        private static async Task<string> ProposeAsync(CaseRoom room, Sent sent)
        {
            await room.DoneAsync(Colleague, CaseRoom.Case(sent, "named"),
                ("Person", room.Id(Handler)), ("Reason", "Det er en patient, som også hedder Karen Bjerre."));
            return await ProposalAsync(room, sent);
        }

        private static async Task<string> ProposalAsync(CaseRoom room, Sent sent) =>
            (await room.PageAsync(Administrator, CaseRoom.Case(sent, "named"))).QuerySelector("#apart-proposals a")!.GetAttribute("href")!;

        private static async Task<(string, string)[]> SeenAsync(CaseRoom room, Sent sent, string agree) =>
            (await room.PageAsync(Administrator, await ProposalAsync(room, sent)))
                .Fill("#apart-answer-form", ("Agree", agree), ("Text", "Jeg har spurgt på afsnittet."));

        private static async Task EndAsync(CaseRoom room, Sent sent, string who)
        {
            var page = await room.PageAsync(Administrator, CaseRoom.Case(sent, $"access/{room.Id(who)}"));
            await room.DoneAsync(Administrator, page.AddressOf("#end-access-form"),
                page.Fill("#end-access-form", ("Text", "Hun er i familie med den, sagen handler om.")));
        }
    }

    private static (string, string)[] Naming(string name) =>
        [("FullName", name), ("Role", "leder af køkkenet"), ("Why", "Det står i svaret fra i går.")];

    public async Task GoAsync()
    {
        var naming = Here(CaseRoom.Case(cases.Named, "gate-names"));
        await KeepAsync("gate-names", GetAsync(Administrator, naming));
        await KeepAsync("gate-names-errors", room.PostAsync(Administrator, naming));
        await KeepAsync("gate-names-check", room.PostAsync(Administrator, naming, Naming("Bo Falk")));
        await KeepAsync("gate-names-bearer", room.PostAsync(Administrator, naming, Naming("Lars Thygesen")));
        await KeepAsync("gate-names-unsaid", room.PostAsync(Administrator, naming, [.. Naming("Lars Thygesen"), ("Shown", "0")]));
        await KeepAsync("gate-again", GetAsync(Colleague, CaseRoom.Case(cases.Grown)));
        await KeepAsync("gate-unsent", room.PostAsync(
            Colleague, Here(CaseRoom.Case(cases.Grown, "label")), ("Label", "Køkkenet på 4B")));
        await KeepAsync("gate-names-history", GetAsync(Administrator, CaseRoom.Case(cases.Grown, "history")));
        await KeepAsync("refer-check", room.PostAsync(Administrator, Here(CaseRoom.Case(cases.Ended, "refer")),
            ("Unit", room.Office.Founded.OtherHospital.Name), ("Handlers", room.Id("other handler 1")),
            ("Handlers", room.Id("other handler 2")), ("Note", "Tag jer af det.")));
        await KeepAsync("cover", GetAsync(Administrator, CaseRoom.Case(cases.Named, "cover")));
        await KeepAsync("cover-errors", room.PostAsync(Administrator, Here(CaseRoom.Case(cases.Named, "cover"))));
        await KeepAsync("nobody-named", GetAsync(Administrator, CaseRoom.Case(cases.Ended, "named")));
        var named = CaseRoom.Case(cases.Named, "named");
        await KeepAsync("named", GetAsync(Administrator, named));
        await KeepAsync("handlers-named", GetAsync(Colleague, named));
        await KeepAsync("named-errors", room.PostAsync(Colleague, Here(named), ("Person", "x")));
        await KeepAsync("named-proposed", GetAsync(Administrator, CaseRoom.Case(cases.Proposed, "named")));
        await KeepAsync("handlers-named-proposed", GetAsync(Colleague, CaseRoom.Case(cases.Proposed, "named")));
        await KeepAsync("proposed-overview", GetAsync(Administrator, CaseRoom.Case(cases.Proposed)));
        await KeepAsync("apart", GetAsync(Administrator, cases.Proposal));
        await KeepAsync("apart-errors", room.PostAsync(Administrator, Here(cases.Proposal)));
        await KeepAsync("apart-changed", GetAsync(Administrator, cases.Stale));
        await KeepAsync("apart-changed-errors", room.PostAsync(Administrator, Here(cases.Stale), ("Agree", "yes"), ("Text", "Ja.")));
        await KeepAsync("access", GetAsync(Administrator, CaseRoom.Case(cases.Named, "access")));
        var handler = CaseRoom.Case(cases.Named, $"access/{room.Id(Handler)}");
        await KeepAsync("end-access", GetAsync(Administrator, handler));
        await KeepAsync("end-access-also", GetAsync(Administrator, CaseRoom.Case(cases.Named, $"access/{room.Id(Colleague)}")));
        await KeepAsync("end-access-errors", room.PostAsync(Administrator, Here(handler), ("Text", "I familie.")));
        await KeepAsync("end-last", GetAsync(Administrator, CaseRoom.Case(cases.Ended, $"access/{room.Id(Handler)}")));
        await KeepAsync("ended-conversation", GetAsync(Administrator, CaseRoom.Case(cases.Ended, "conversation")));
        await KeepAsync("ended-history", GetAsync(Administrator, CaseRoom.Case(cases.Ended, "history")));
    }

    private Task<HttpResponseMessage> GetAsync(string who, string path) => room.GetAsync(who, Here(path));

    private string Here(string path) => path.Replace("/da/", $"/{Language}/", StringComparison.Ordinal);
}
