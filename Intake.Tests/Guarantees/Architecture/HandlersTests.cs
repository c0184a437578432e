using System.Reflection;
using Intake.Web.Site.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>Rules that every handler of the web program keeps, read from its route table and its IL.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HandlersTests
{
    private const int MostParameters = 6;

    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Test]
    public async Task No_handler_takes_more_than_six_parameters()
    {
        await using var app = Build();
        var handlers = HandlersOf(app);
        Assert.That(handlers, Has.Count.GreaterThan(60));
        Assert.That(handlers.Where(method => method.GetParameters().Length > MostParameters).Select(Name), Is.Empty);
    }

    [Test]
    public async Task Every_handler_that_takes_a_posted_form_says_which()
    {
        await using var app = Build();
        var read = EndpointsOf(app).Where(endpoint => endpoint.Metadata.GetMetadata<FormTaken>() is not null)
            .Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()!).ToHashSet();
        var taking = HandlersOf(app)
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(PostedForm)));
        string[] streaming = ["AddFilesPages.AddAsync", "ReplyPages.ReplyAsync", "ReportPages.CheckAsync"];
        Assert.That(taking.Except(read).Select(Name), Is.EquivalentTo(streaming), "these read it themselves, while files stream");
    }

    [Test]
    public void A_form_is_read_in_one_place()
    {
        var reading = typeof(FormReader).GetMethods(All)
            .Where(method => method.Name == nameof(FormReader.ReadAsync)).ToHashSet<MethodBase>();
        var callers = typeof(FormReader).Assembly.GetTypes().SelectMany(type => type.GetMethods(All))
            .Where(method => UsedTypes.MethodsIn(method).Any(used => reading.Contains(used.Method)))
            .Select(method => Outermost(method.DeclaringType!)).Distinct();
        Assert.That(callers, Is.EquivalentTo(new[] { typeof(PostedForm) }));
    }

    private static WebApplication Build() =>
        Intake.Web.Program.Build([], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Intake"] = "Host=nowhere",
            ["ConnectionStrings:Vault"] = "Host=nowhere",
            ["Intake:FileSecret"] = "/nowhere",
            ["Intake:SchemeRoot"] = "/nowhere",
        }));

    private static List<RouteEndpoint> EndpointsOf(IEndpointRouteBuilder app) =>
        [.. app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    private static List<MethodInfo> HandlersOf(IEndpointRouteBuilder app) =>
        [.. EndpointsOf(app).Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>()).OfType<MethodInfo>().Distinct()];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Name(MethodInfo method) => $"{Outermost(method.DeclaringType!).Name}.{method.Name}";
}
