using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>A case that is referred with passages struck out: the administrator's pages, and what the unit sees.</summary>
internal sealed class CopyWalk(CaseRoom room, CopyWalk.Cases cases, string language) : Walk("case", language)
{
    private const string Administrator = "administrator 1", Handler = "handler 1";

    private static readonly string StruckStory = "[…]" + CaseRoom.Story[CaseRoom.Story.IndexOf('.', StringComparison.Ordinal)..];

    /// <summary>One case at each stage; made once for all languages.</summary>
    internal sealed record Cases(Sent Inside, Sent Offered, Sent Copied)
    {
        public static async Task<Cases> MakeAsync(CaseRoom room) =>
            new(await room.InScopeAsync(), await CopiedAsync(room, passes: false), await CopiedAsync(room, passes: true));

        private static async Task<Sent> CopiedAsync(CaseRoom room, bool passes)
        {
            var copied = await room.InScopeAsync();
            await room.DoneAsync(Administrator, CaseRoom.Case(copied, "refer/marked"), ("Unit", room.Hospital),
                ("Handlers", room.Id(Handler)), ("Handlers", room.Id("handler 2")), ("CopyDescription", StruckStory),
                ("Note", "Tag jer af det."));
            if (passes) await room.PassAsync(copied, Handler);
            return copied;
        }
    }

    public async Task GoAsync()
    {
        var marked = CaseRoom.Case(cases.Inside, "refer/marked");
        var other = room.Office.Founded.OtherHospital.Name;
        await KeepAsync("refer-marked-first", GetAsync(Administrator, marked));
        await KeepAsync("refer-marked", GetAsync(Administrator, $"{marked}?unit={other}"));
        await KeepAsync("refer-marked-errors", room.PostAsync(
            Administrator, Here(marked), ("Unit", other), ("CopyDescription", "Noget helt andet.")));
        await KeepAsync("refer-marked-check", room.PostAsync(Administrator, Here(marked), ("Unit", other),
            ("Handlers", room.Id("other handler 1")), ("Handlers", room.Id("other handler 2")), ("CopyDescription", StruckStory),
            ("Note", "Tag jer af det.")));
        await KeepAsync("copied", GetAsync(Administrator, CaseRoom.Case(cases.Copied, "history")));
        await KeepAsync("referral-copied", GetAsync(Administrator, await room.ReferralOfAsync(cases.Copied, Administrator)));
        await KeepAsync("gate-copy", GetAsync(Handler, CaseRoom.Case(cases.Offered)));
        await KeepAsync("handlers-copy", GetAsync(Handler, CaseRoom.Case(cases.Copied)));
        await KeepAsync("handlers-copy-conversation", GetAsync(Handler, CaseRoom.Case(cases.Copied, "conversation")));
        await KeepAsync("hand-over-copy", GetAsync(Handler, await room.ReferralOfAsync(cases.Copied, Handler) + "/hand-over"));
    }

    private Task<HttpResponseMessage> GetAsync(string who, string path) => room.GetAsync(who, Here(path));

    private string Here(string path) => path.Replace("/da/", $"/{Language}/", StringComparison.Ordinal);
}
