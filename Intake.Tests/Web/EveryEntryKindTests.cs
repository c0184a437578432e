using System.Buffers.Text;
using System.Reflection;
using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Reporter.Mailboxes;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web;

/// <summary>Every kind of entry has a heading and a drawing in each thread in which it is shown, in both languages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EveryEntryKindTests
{
    private static readonly DateOnly Day = new(2026, 3, 3);

    private FoundedScheme founded = null!;
    private AsyncServiceScope scope;
    private OfficeSession session = null!;

    [OneTimeSetUp]
    public async Task Found()
    {
        founded = await FoundedScheme.CreateAsync();
        scope = founded.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var cookie = await founded["administrator 1"]
            .BeginSessionAsync(services.GetRequiredService<IntakeDb>(), services.GetRequiredService<RingKeys>(), founded.Time);
        session = new OfficeSession(
            services.GetRequiredService<Sessions>(), services.GetRequiredService<SchemeCatalogue>(),
            services.GetRequiredService<CertificateBooks>(), null!);
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{OfficeCookie.Name}={Base64Url.EncodeToString(cookie)}";
        Assert.That(await session.OpenAsync(http));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        session.Dispose();
        await scope.DisposeAsync();
        await founded.DisposeAsync();
    }

    [TestCase("da")]
    [TestCase("en")]
    public async Task The_mailbox_draws_what_is_shown_to_the_reporter_and_nothing_else(string language)
    {
        var entries = EntryKinds.All.Select(Sample).ToList();
        var page = await DrawAsync<MailboxThread>(language, new() { ["Scheme"] = founded.Scheme, ["Entries"] = entries });
        Expect(page, EntryReaders.Reporter, TextCatalogue.Load(language), "Mailbox.Entry.");
    }

    [TestCase("da")]
    [TestCase("en")]
    public async Task The_case_file_draws_what_is_shown_to_staff(string language)
    {
        var entries = EntryKinds.All.Where(traits => traits.ShownTo.HasFlag(EntryReaders.Staff)).Select(Sample).ToList();
        var page = await DrawAsync<CaseThread>(
            language, new() { ["Id"] = "thread", ["Entries"] = entries, ["FileHref"] = (Func<Guid, string>)(file => $"/{file}") });
        Expect(page, EntryReaders.Staff, TextCatalogue.Load(language), "CaseFile.Entry.");
    }

    [Test]
    public async Task An_entry_takes_no_content_but_its_kinds_own()
    {
        var sent = await Sending.SendAsync(founded, "Kort.");
        await Assert.ThatAsync(
            () => StaffWriting.WriteAsync(founded, sent.ReportId, "administrator 1", EntryKind.Question, new StepContent("Aware", null)),
            Throws.ArgumentException);
    }

    private static void Expect(IParentNode page, EntryReaders readers, TextCatalogue texts, string headings) => Assert.Multiple(() =>
    {
        foreach (var traits in EntryKinds.All)
        {
            var article = page.QuerySelector($"article[data-kind={traits.Kind}]");
            Assert.That(article is not null, Is.EqualTo(traits.ShownTo.HasFlag(readers)), $"{traits.Kind} is drawn");
            if (article is null) continue;
            var heading = article.QuerySelector("h3")!.TextContent;
            Assert.That(HeadingsOf(texts, headings + traits.Kind), Does.Contain(heading), $"{traits.Kind}");
            Assert.That(article.QuerySelector(".entry-mark"), Is.Null, $"{traits.Kind} is readable");
            article.QuerySelector("header")!.Remove();
            Assert.That(article.TextContent.Trim(), Is.Not.Empty, $"{traits.Kind} has a drawing");
        }
    });

    /// <summary>The kind's heading, and those of a kind that says several things.</summary>
    private static IEnumerable<string> HeadingsOf(TextCatalogue texts, string key) => texts.All
        .Where(text => text.Key == key || text.Key.StartsWith(key + ".", StringComparison.Ordinal)).Select(text => text.Value);

    private async Task<IDocument> DrawAsync<TPart>(string language, Dictionary<string, object?> parameters) where TPart : IComponent
        => new HtmlParser().ParseDocument(await DrawnPart.OfAsync<TPart>(parameters, services => services
            .AddSingleton(new Text(language, TextCatalogue.Load(language))).AddSingleton(new PageAddress()).AddSingleton(session)));

    private ReadEntry Sample(EntryTraits traits)
    {
        var rule = typeof(EntryKind).GetField(traits.Kind.ToString())!.GetCustomAttribute<EntryRuleAttribute>()!;
        var author = rule.By.HasFlag(EntryAuthors.Mailbox)
            ? new Party(new ReportIdentity(
                founded.Scheme.Id, Guid.NewGuid(), founded["administrator 1"].Certificate.EncryptionKey,
                founded["administrator 1"].Certificate.SigningKey))
            : new Party(founded[rule.By.HasFlag(EntryAuthors.Administrator) ? "administrator 1" : "handler 1"].Certificate);
        var content = traits.Content is { } type ? ContentJson.Write(Filled(type)) : [];
        var id = Guid.NewGuid();
        return new ReadEntry(id, traits.Kind, (int)traits.Kind, Day, new OpenedEntry(
            id, traits.Kind, (int)traits.Kind, Day, author, content, FollowsGap: false));
    }

    /// <summary>A content with something in every required place.</summary>
    private static object Filled(Type type)
    {
        var constructor = type.GetConstructors().Single();
        var content = constructor.Invoke(
            [.. constructor.GetParameters().Select(one => one.HasDefaultValue ? one.DefaultValue : Value(one.Name!, one.ParameterType))]);
        foreach (var property in type.GetProperties().Where(one => one.IsDefined(typeof(RequiredMemberAttribute))))
            property.SetValue(content, Value(property.Name, property.PropertyType));
        return content;
    }

    private static object? Value(string name, Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(string) => name == nameof(ContactReplyContent.Choice) ? "accepted" : "Kanariefugl",
        var one when one == typeof(Guid) => Guid.NewGuid(),
        var one when one == typeof(bool) => true,
        var one when one == typeof(DateOnly) => Day,
        var one when one == typeof(byte[]) => new byte[32],
        var one when one == typeof(IReadOnlyList<string>) => new[] { "Kanariefugl" },
        var one when one == typeof(IReadOnlyList<Guid>) => new[] { Guid.NewGuid() },
        var one when one == typeof(ProposedWords) || one == typeof(WordsBox) => Filled(one),
        var one when one == typeof(IReadOnlyList<HeldBy>) => new[] { new HeldBy(Guid.NewGuid(), "Kanariefugl") },
        var one when one == typeof(IReadOnlyList<NamedPerson>) => Array.Empty<NamedPerson>(),
        var one => Convert.ChangeType(1, one, System.Globalization.CultureInfo.InvariantCulture),
    };
}
