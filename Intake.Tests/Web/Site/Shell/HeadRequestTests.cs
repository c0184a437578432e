using System.Net;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.AspNetCore.Routing;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Shell;

/// <summary>Every address that answers GET, found in the program's route table, asked with HEAD as well.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HeadRequestTests
{
    /// <summary>Those differ from answer to answer, or are the connection's.</summary>
    private static readonly string[] Differing = ["Date", "Set-Cookie", "Transfer-Encoding", "Connection", "Keep-Alive"];

    [Test]
    public async Task HEAD_answers_as_GET_does_without_a_body()
    {
        var routes = new List<RouteEndpoint>();
        await using var office = await OfficeHost.StartAsync(
            map: app => routes.AddRange(
                ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        var room = new CaseRoom(office);
        var sent = await room.OpenedAsync();
        using var door = await office.PostAsync("/da/mailbox", null, ("Key", sent.Key.ToPageText()));
        var cookie = await room.CookieAsync("administrator 1") + "; " + ReporterSite.Cookie(door);
        var found = new List<HttpStatusCode>();
        string[] files = ["/site.css", "/icon.svg", "/da/findes-ikke", "/da/mailbox/findes-ikke"];
        foreach (var path in routes.Where(IsRead).Select(route => PathOf(route, office.Founded.Scheme.Name, sent.ReportId)).Concat(files))
        {
            using var get = await AskAsync(office, HttpMethod.Get, path, cookie);
            using var head = await AskAsync(office, HttpMethod.Head, path, cookie);
            Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode), path);
            Assert.That(Headers(head), Is.EquivalentTo(Headers(get)), path);
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty, path);
            found.Add(get.StatusCode);
        }

        Assert.That(found, Has.Count.GreaterThan(45));
        Assert.That(found.Count(status => status == HttpStatusCode.OK), Is.GreaterThan(15), "most are met from inside");
    }

    private static bool IsRead(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("GET");

    private static string PathOf(RouteEndpoint route, string scheme, Guid report) => "/" + string.Join('/', route.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "culture" } => "da",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "scheme" } => scheme,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" } => report.ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart => Guid.Empty.ToString(),
            _ => "",
        }))));

    private static async Task<HttpResponseMessage> AskAsync(OfficeHost office, HttpMethod method, string path, string cookie)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        return await office.Web.Client.SendAsync(request);
    }

    /// <summary>A length may be left out where only the writing of the page tells it (RFC 9110 §9.3.2).</summary>
    private static IEnumerable<string> Headers(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).Where(header => !Differing.Contains(header.Key) && header.Key != "Content-Length")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
}
