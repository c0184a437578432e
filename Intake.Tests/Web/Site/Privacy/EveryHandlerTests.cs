using System.Net;
using Intake.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Privacy;

/// <summary>Every handler that the program maps, found in its route table: it throws what it received, or its database is gone.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EveryHandlerTests
{
    private const string Canary = "kanarie-7c1e-fortrolig";

    [Test, Promise(7)]
    public async Task Whatever_handler_throws_the_page_and_the_log_say_nothing_of_what_it_was_sent()
    {
        var handlers = new List<RouteEndpoint>();
        await using var office = await OfficeHost.StartAsync(map: app => Break(app, handlers));
        foreach (var (method, path) in Calls(handlers, office.Founded.Scheme.Name))
        {
            using var answer = await CallAsync(office.Web, method, path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError), $"{method} {path}");
            Assert.That((await answer.PageAsync()).Body!.TextContent, Does.Not.Contain(Canary), $"{method} {path}");
        }

        Assert.That(handlers, Has.Count.GreaterThan(60));
        Assert.That(
            office.Web.Log.Split('\n').Count(line => line.Contains("answered 500", StringComparison.Ordinal)),
            Is.GreaterThanOrEqualTo(handlers.Count));
        Assert.That(office.Web.Log.Contains(Canary, StringComparison.Ordinal), Is.False);
    }

    [Test, Promise(7)]
    public async Task With_the_database_gone_no_handler_puts_what_it_was_sent_into_the_log()
    {
        await using var server = await PostgresServer.StartOwnAsync();
        var handlers = new List<RouteEndpoint>();
        await using var office = await OfficeHost.StartAsync(
            await FoundedScheme.CreateAsync(server: server), app => handlers.AddRange(RoutesOf(app)));
        var cookie = await office.CookieOfAsync(office.Founded["administrator 1"]);
        await server.StopAsync();
        var failed = 0;
        foreach (var (method, path) in Calls(handlers, office.Founded.Scheme.Name))
        {
            using var answer = await CallAsync(office.Web, method, path, cookie);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError) failed++;
        }

        await server.StartAgainAsync();
        Assert.That(failed, Is.GreaterThan(40), "most cannot do without it");
        Assert.That(office.Web.Log.Contains(Canary, StringComparison.Ordinal), Is.False);
    }

    private static IReadOnlyList<RouteEndpoint> RoutesOf(IEndpointRouteBuilder app) =>
        [.. app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    private static void Break(WebApplication app, List<RouteEndpoint> handlers)
    {
        IEndpointRouteBuilder routes = app;
        handlers.AddRange(RoutesOf(routes));
        routes.DataSources.Clear();
        routes.DataSources.Add(new DefaultEndpointDataSource(handlers.Select(Broken)));
    }

    private static Endpoint Broken(RouteEndpoint handler)
    {
        var broken = new RouteEndpointBuilder(ThrowAsync, handler.RoutePattern, handler.Order) { DisplayName = handler.DisplayName };
        foreach (var data in handler.Metadata) broken.Metadata.Add(data);
        return broken.Build();
    }

    private static async Task ThrowAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        var all = $"{http.Request.Path}{http.Request.QueryString} {headers.Cookie} {headers.UserAgent} {await body.ReadToEndAsync()}";
        throw new InvalidOperationException(all, new ArgumentException(all));
    }

    private static IEnumerable<(string Method, string Path)> Calls(List<RouteEndpoint> handlers, string scheme) =>
        from handler in handlers
        let path = "/" + string.Join(
            '/', handler.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Fill(part, scheme)))))
        from method in handler.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, path);

    private static string Fill(RoutePatternPart part, string scheme) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "culture" } => "da",
        RoutePatternParameterPart { Name: "scheme" } => scheme,
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "guid") =>
            Guid.NewGuid().ToString(),
        _ => Canary,
    };

    private static async Task<HttpResponseMessage> CallAsync(WebHost web, string method, string path, string? cookie = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?q={Canary}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("User-Agent", Canary);
        request.Headers.Add("Cookie", cookie ?? $"__Host-mailbox={Canary}");
        if (method != "GET")
        {
            request.Content = new FormUrlEncodedContent(
                new[] { "Text", "Description", "Key", "Email", "Ticket" }.Select(field => KeyValuePair.Create(field, Canary)));
        }

        return await web.Client.SendAsync(request);
    }
}
