using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>A mailbox opened with its key, over plain HTTP, next to the office of the same program.</summary>
internal sealed class OpenMailbox
{
    private readonly OfficeHost office;

    private readonly string home;

    private OpenMailbox(OfficeHost office, string cookie, string language) =>
        (this.office, Cookie, home) = (office, cookie, $"/{language}/mailbox/");

    public string Cookie { get; private set; }

    public static Task<OpenMailbox> OfAsync(OfficeHost office, Sent sent, string language = "da") =>
        OfAsync(office, sent.Key.ToPageText(), language);

    public static async Task<OpenMailbox> OfAsync(OfficeHost office, string key, string language = "da")
    {
        using var door = await office.PostAsync("/da/mailbox", null, ("Key", key));
        return new(
            office, ReporterSite.Cookie(door) ?? throw new InvalidOperationException($"The mailbox answered {door.StatusCode}."), language);
    }

    public Task<HttpResponseMessage> GetAsync(string path = "open") => office.GetAsync(home + path, Cookie);

    public async Task<IDocument> PageAsync(string path = "open")
    {
        using var answer = await GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        Cookie = ReporterSite.Cookie(answer) ?? Cookie;
        return await answer.PageAsync();
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        office.PostAsync(home + path, Cookie, fields);

    /// <summary>The field of a question's answer, as the form names it.</summary>
    public static (string Name, string Value) Answer(string question, string text) => ($"Answer-{question}", text);

    /// <summary>The field of the answer that is none.</summary>
    public static (string Name, string Value) Choice(string question, string choice) => ($"Choice-{question}", choice);

    /// <summary>The field of the text of minutes; the button that approves or corrects them has their id.</summary>
    public static (string Name, string Value) Minutes(string minutes, string text) => ($"Minutes-{minutes}", text);

    /// <summary>The ids of the minutes of a page, oldest first.</summary>
    public static IReadOnlyList<string> MinutesOf(IDocument page) =>
        [.. page.QuerySelectorAll("#minutes [data-minutes]").Select(one => one.Id!["minutes-".Length..])];

    /// <summary>The questions of a page that have a field, oldest first.</summary>
    public static IReadOnlyList<string> QuestionsOf(IDocument page) =>
        [.. page.QuerySelectorAll("#reply-form [data-question]").Select(asked => asked.GetAttribute("data-question")!)];

    /// <summary>Posts a form that must be accepted and returns the mailbox afterwards.</summary>
    public async Task<IDocument> DoneAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(path, fields);
        Assert.That(
            answer.StatusCode,
            Is.EqualTo(HttpStatusCode.SeeOther),
            $"{path}: {(await answer.PageAsync()).QuerySelector("#error-summary")?.TextContent}");
        var page = await PageAsync(answer.Headers.Location!.OriginalString[home.Length..]);
        Assert.That(page.QuerySelector("#done"), Is.Not.Null, path);
        return page;
    }

    /// <summary>Posts a form that must be refused and returns the page that says why. Every error links to a place that exists.</summary>
    public async Task<IDocument> RefusedAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(path, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), path);
        var page = await answer.PageAsync();
        Assert.That(
            page.QuerySelectorAll("#error-summary a")
                .Select(link => link.GetAttribute("href")![1..]).Where(id => page.GetElementById(id) is null),
            Is.Empty,
            path);
        return page;
    }
}
