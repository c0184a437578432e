using System.Net;
using AngleSharp.Dom;
using Intake.Core.Cases.Closing;
using Intake.Core.Mailboxes;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The test people at the case pages, over plain HTTP: they get and post what a browser would.</summary>
internal sealed class CaseRoom(OfficeHost office)
{
    public const string Story = "Jeg er sygeplejerske. Overlægen kommer med uønskede tilnærmelser, og Mikkel Østergaard ved det.";

    private readonly Dictionary<string, string> cookies = [];

    public OfficeHost Office { get; } = office;

    public string Hospital => Office.Founded.Hospital.Name;

    public static async Task<CaseRoom> OpenAsync() => new(await OfficeHost.StartAsync());

    public async Task<string> CookieAsync(string who) =>
        cookies.TryGetValue(who, out var cookie) ? cookie : cookies[who] = await Office.CookieOfAsync(Office.Founded[who]);

    public async Task<HttpResponseMessage> GetAsync(string who, string path) => await Office.GetAsync(path, await CookieAsync(who));

    public async Task<IDocument> PageAsync(string who, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(who, path);
        Assert.That(answer.StatusCode, Is.EqualTo(status), path);
        return await answer.PageAsync();
    }

    /// <summary>Posts a form; one that gives access says that nobody who gets it is named, unless the fields say otherwise.</summary>
    public async Task<HttpResponseMessage> PostAsync(string who, string path, params (string Name, string Value)[] fields) =>
        await Office.PostAsync(path, await CookieAsync(who), IsUnconfirmed(path, fields) ? [.. fields, ("NotNamed", "yes")] : fields);

    private static bool IsUnconfirmed(string path, (string Name, string Value)[] fields) =>
        GivesAccess(path) && fields.All(field => field.Name is not ("NotNamed" or "Once"));

    private static bool GivesAccess(string path) => path.Split('/')[^1] is "refer" or "marked" or "hand-over" or "cover" or "recuse";

    /// <summary>
    /// Posts a form that must be accepted and returns the page it leads to. Where a check page comes between, it is sent as it
    /// stands, with the reason that the fields have.
    /// </summary>
    public async Task<IDocument> DoneAsync(string who, string path, params (string Name, string Value)[] fields)
    {
        using var first = await PostAsync(who, path, fields);
        var check = await CheckOfAsync(first, fields);
        using var answer = check is null ? first : await PostAsync(who, path, check);
        Assert.That(
            answer.StatusCode,
            Is.EqualTo(HttpStatusCode.SeeOther),
            $"{who} {path}: {(await answer.PageAsync()).QuerySelector("#error-summary")?.TextContent}");
        return await PageAsync(who, answer.Headers.Location!.OriginalString);
    }

    /// <summary>What the check page of a form posts when it is sent; null for a form that has none.</summary>
    public async Task<(string Name, string Value)[]?> CheckedAsync(string who, string path, params (string Name, string Value)[] fields)
    {
        var isInside = path.EndsWith("/screening", StringComparison.Ordinal) && fields.Any(field => field is ("Scope", "inside"));
        if (!isInside
            && path.Split('/')[^1] is not ("question" or "feedback" or "refer" or "marked" or "write" or "close" or "look-after"
                or "statement" or "recuse"))
        {
            return null;
        }

        using var answer = await PostAsync(who, path, fields);
        return await CheckOfAsync(answer, fields);
    }

    private static async Task<(string Name, string Value)[]?> CheckOfAsync(HttpResponseMessage answer, (string Name, string Value)[] fields)
    {
        if (answer.StatusCode != HttpStatusCode.OK) return null;
        var page = await answer.PageAsync();
        return page.QuerySelector("form.check-form") is null ? null
            : page.Fill("form.check-form", [("Step", "send"), .. fields.Where(field => field.Name == "Reason")]);
    }

    /// <summary>Posts a form that must be refused and returns the page that says why.</summary>
    public async Task<IDocument> RefusedAsync(string who, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(who, path, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), path);
        var page = await answer.PageAsync();
        Assert.That(
            page.QuerySelectorAll("#error-summary a")
                .Select(link => link.GetAttribute("href")![1..]).All(id => page.GetElementById(id) is not null),
            path);
        return page;
    }

    public static string Case(Sent sent, string page = "") => $"/da/office/case/{sent.ReportId}{(page.Length == 0 ? "" : "/")}{page}";

    public Task<IDocument> PassAsync(Sent sent, string who) => DoneAsync(who, Case(sent, "gate"), ("Conflict", "none"));

    /// <summary>Answers the question for all who are named by now.</summary>
    public async Task<IDocument> PassAgainAsync(Sent sent, string who) => await DoneAsync(
        who, Case(sent, "gate"), (await PageAsync(who, Case(sent))).Fill("#gate-form", ("Conflict", "none")));

    public async Task<Sent> OpenedAsync(string text = Story, bool follow = true)
    {
        var sent = await Sending.SendAsync(Office.Founded, text, follow);
        await PassAsync(sent, "administrator 1");
        return sent;
    }

    public async Task<Sent> InScopeAsync(string text = Story, bool follow = true)
    {
        var sent = await OpenedAsync(text, follow);
        await DoneAsync(
            "administrator 1", Case(sent, "screening"), ("Scope", "inside"), ("Category", Office.Founded.Scheme.Categories[0].Name));
        return sent;
    }

    /// <summary>Refers the case to the hospital's first two handlers, who pass the gate. Returns the referral's address.</summary>
    public async Task<string> ReferAsync(Sent sent)
    {
        await DoneAsync(
            "administrator 1", Case(sent, "refer"), ("Unit", Hospital), ("Handlers", Id("handler 1")), ("Handlers", Id("handler 2")),
            ("Note", "Tag jer af det."));
        await PassAsync(sent, "handler 1");
        await PassAsync(sent, "handler 2");
        return await ReferralOfAsync(sent, "handler 2");
    }

    /// <summary>A case that two handlers have, whose reporter then writes the name of the first.</summary>
    public async Task<Sent> NamedAsync()
    {
        var sent = await InScopeAsync("Det skete i går.");
        await ReferAsync(sent);
        await AnsweredAsync(sent, "Det var Karen Bjerre fra afsnittet.");
        return sent;
    }

    /// <summary>The reporter writes.</summary>
    public async Task AnsweredAsync(Sent sent, string text)
    {
        await using var scope = Office.Founded.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        Assert.That(await desk.AnswerAsync(mailbox!, text, null, null, default), Is.EqualTo(MailboxResult.Stored));
    }

    /// <summary>The address of the first referral that the person sees.</summary>
    public async Task<string> ReferralOfAsync(Sent sent, string who) =>
        (await PageAsync(who, Case(sent, "work"))).QuerySelector("#referrals a")!.GetAttribute("href")!;

    public async Task<string> WithStatementAsync(Sent sent)
    {
        var referral = await ReferAsync(sent);
        await DoneAsync("handler 1", referral + "/statement/write", Statement());
        return referral;
    }

    /// <summary>The fields that agree the next talk for a day from now.</summary>
    public (string Name, string Value)[] Talk(int days)
    {
        var day = Intake.Core.Deadlines.CopenhagenClock.Today(Office.Founded.Time).AddDays(days);
        return [("Kind", "AgreedTalk"), ("DayDay", $"{day.Day}"), ("DayMonth", $"{day.Month}"), ("DayYear", $"{day.Year}")];
    }

    public string Id(string who) => Office.Founded[who].Id.ToString();

    /// <summary>The fields of a closing that says all that can be asked for, and carries over whatever is open.</summary>
    public static (string Name, string Value)[] Closing(string outcome = "Acted", string text = "") =>
    [
        ("Outcome", outcome), ("Finding", "Partly"), ("Tracks", "Individual"), ("Tracks", "Culture"),
        ("Learning", "Tonen tages op på afsnitsmødet."), ("Text", text), ("TalkKept", "yes"),
        .. Enum.GetValues<MatterKind>().Select(kind => (ClosingDraft.FieldOf(kind), "Det følger ledelsen op på.")),
    ];

    public static (string Name, string Value)[] Statement(string conclusion = "Forløbet er undersøgt, og der er handlet.") =>
    [
        ("Examined", "Samtaler med begge parter og to kolleger."), ("How", "To ledere, bisidder tilbudt."), ("BothPartiesHeard", "yes"),
        ("Track", "both"), ("Conclusion", conclusion), ("Actions", "Tydelige forventninger, opfølgning om en måned."),
        ("FeedbackGiven", "I postkassen."), ("Learning", "Dialog om omgangstone."),
    ];
}
