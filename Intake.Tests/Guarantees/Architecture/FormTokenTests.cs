using System.Reflection;
using System.Text.RegularExpressions;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Intake.Web.Site.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>
/// Every form that writes carries a single-use token, and whatever writes takes it in the same transaction. A new endpoint,
/// page or desk that forgets it fails here, or says why it needs none.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class FormTokenTests
{
    /// <summary>What may be posted twice as it is. The rest of the POST endpoints need a token.</summary>
    private static readonly Dictionary<string, string> Without = new()
    {
        ["/{scheme}/report"] = "carries the form ticket, which is good for one report and one draft",
        ["/{scheme}/report/files"] = "carries the ticket, and sets what is staged to the same again",
        ["/{scheme}/report/send"] = "carries the ticket: SentTwiceTests",
        ["/{scheme}/report/edit"] = "writes nothing",
        ["/{scheme}/report/draft"] = "carries the ticket: SentTwiceTests",
        ["/{scheme}/report/draft/delete"] = "carries the ticket, and there is nothing left to delete",
        ["/{scheme}/report/receipt"] = "opens a mailbox and changes no row",
        ["/{scheme}/report/leave"] = "carries the ticket, and ends it again",
        ["/leave"] = "forgets the browser again",
        ["/mailbox"] = "opens a mailbox and changes no row",
        ["/mailbox/note"] = "makes a file of what it was sent",
        ["/office/sign-in"] = "asks for a one-time code, which is good once",
        ["/office/sign-out"] = "ends a session that is over",
        ["/office/case/{id:guid}/original/{file:guid}"] = "downloads a file, and each download is in the audit trail",
        ["/office/case/{id:guid}/export"] = "downloads a file, and each download is in the audit trail",
        ["/office/operations/mails/{id:guid}/try-again"] = "finds no mail left that was given up",
    };

    /// <summary>Transactions that no posted form is behind, or that something else keeps from being done twice.</summary>
    private static readonly Dictionary<string, string> Transactions = new()
    {
        ["ReportDesk"] = "takes the form ticket in it",
        ["DraftDesk"] = "takes the form ticket in it",
        ["LeftForms"] = "takes away what is there: a second time nothing is",
        ["StagingDesk"] = "takes away what is there: a second time nothing is",
        ["AttachmentStore"] = "one file as it streams: it counts for nothing before a form is taken",
        ["Database"] = "migrates",
        ["VaultFile"] = "writes the vault to a new file, as often as wanted",
        ["HeldDatabase"] = "the self-check's, never committed",
        ["SchemeLoader"] = "a command",
        ["RestoredReports"] = "a command",
        ["Sessions"] = "ends a session that is over",
        ["SignInDesk"] = "takes the one-time code in it",
    };

    private static readonly string[] Streamed = ["/mailbox/reply", "/office/case/{id:guid}/files/add"];

    [Test]
    public async Task Every_endpoint_that_takes_a_post_has_a_form_with_a_token_or_says_why_not()
    {
        await using var app = Build();
        var posts = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(endpoint => (Path: Path(endpoint), Reads: endpoint.Metadata.GetMetadata<FormTaken>() is not null)).ToList();
        Assert.That(posts, Has.Count.GreaterThan(40));
        Assert.That(Without.Keys.Except(posts.Select(post => post.Path)), Is.Empty, "endpoints that are no longer there");
        var needing = posts.Where(post => !Without.ContainsKey(post.Path)).ToList();
        Assert.That(needing.Where(post => !post.Reads).Select(post => post.Path), Is.EquivalentTo(Streamed),
            "takes a form without saying so; these are read while their files stream");
        var forms = Forms().Where(form => form.HasToken).Select(form => form.LeadsTo).ToHashSet();
        Assert.That(needing.Where(post => !forms.Contains(LastWord(post.Path))).Select(post => post.Path), Is.Empty);
    }

    [Test]
    public void Every_form_of_a_page_that_is_posted_holds_its_token_first()
    {
        var allowed = Without.Keys.Select(LastWord).Append("").ToHashSet();
        var forms = Forms();
        Assert.That(forms, Has.Count.GreaterThan(40));
        Assert.That(
            forms.Where(form => !form.HasToken && !allowed.Contains(form.LeadsTo)).Select(form => $"{form.File}: {form.LeadsTo}"),
            Is.Empty);
    }

    [Test]
    public void Every_transaction_of_a_desk_takes_the_token_or_says_why_not()
    {
        var taking = typeof(FormUse).GetMethod("TakeAsync", BindingFlags.NonPublic | BindingFlags.Instance)!;
        var classes =
            from type in typeof(FormUse).Assembly.GetTypes()
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.DeclaredOnly)
            from used in UsedTypes.MethodsIn(method)
            where used.Method == taking || used.Method.Name == "BeginTransactionAsync"
            group used.Method == taking by Outermost(type).Name;
        var found = classes.ToDictionary(one => one.Key, one => one.Any(takes => takes));
        Assert.That(found.Where(one => !one.Value).Select(one => one.Key), Is.EquivalentTo(Transactions.Keys));
    }

    /// <summary>
    /// The forms of all pages: the last word of the address that each is posted to, and whether it holds a token. A button of the
    /// mailbox's one form posts what that form holds.
    /// </summary>
    private static List<(string File, string LeadsTo, bool HasToken)> Forms() =>
    [
        .. from file in Directory.EnumerateFiles(Repository.PathOf("Intake.Web"), "*.razor", SearchOption.AllDirectories)
           from Match button in MailboxButton().Matches(File.ReadAllText(file))
           select (System.IO.Path.GetFileName(file), button.Groups[1].Value, OwnForms().Single(form => form.LeadsTo == "reply").HasToken),
        .. OwnForms(),
    ];

    private static List<(string File, string LeadsTo, bool HasToken)> OwnForms() =>
    [
        .. from file in Directory.EnumerateFiles(Repository.PathOf("Intake.Web"), "*.razor", SearchOption.AllDirectories)
           let lines = File.ReadAllLines(file)
           from at in Enumerable.Range(0, lines.Length)
           where lines[at].Contains("<form", StringComparison.Ordinal) && lines[at].Contains("method=\"post\"", StringComparison.Ordinal)
           let action = Action().Match(lines[at]).Value
           let word = Literal().Matches(action).Select(literal => LastWord(literal.Groups[1].Value)).LastOrDefault("")
           select (System.IO.Path.GetFileName(file), word, lines[at + 1].Trim() == "<Once />"),
    ];

    /// <summary>The path after the language.</summary>
    private static string Path(RouteEndpoint endpoint)
    {
        var text = endpoint.RoutePattern.RawText!;
        var after = text.IndexOf(")$)}", StringComparison.Ordinal);
        return after < 0 ? text : text[(after + 4)..].TrimEnd('/');
    }

    private static string LastWord(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(part => part[0] != '{') ?? "";

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static WebApplication Build() =>
        Intake.Web.Program.Build([], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Intake"] = "Host=nowhere",
            ["ConnectionStrings:Vault"] = "Host=nowhere",
            ["Intake:FileSecret"] = "/nowhere",
            ["Intake:SchemeRoot"] = "/nowhere",
        }));

    [GeneratedRegex("<MailboxButton To=\"([a-z-]+)\"")]
    private static partial Regex MailboxButton();

    [GeneratedRegex("action=\"@Here.*?\\)\"(?= |>)")]
    private static partial Regex Action();

    [GeneratedRegex("\"([a-z][^\"]*)\"")]
    private static partial Regex Literal();
}
