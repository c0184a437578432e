using Intake.Core.Cases.Outbound;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intake.Core.Cases.Statements;
using Intake.Core.Sealing;
using Intake.Tests.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Statements;

[Parallelizable(ParallelScope.Self)]
public sealed class ExportTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;
    private byte[] package = null!;

    private SchemeRoot Root => SchemeRoot.Parse(File.ReadAllText(founded.SchemeRootPath));

    [OneTimeSetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        await scene.SendStatementAsync(sent, referral, "Æblet falder ikke langt \"fra\" stammen.");
        await scene.DoAsync<StatementDesk>("administrator 2",
            (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Mere.", OutboundAnswer.Checked, default));
        await scene.SendStatementAsync(sent, referral, "=HYPERLINK(\"https://example.org\")");
        package = (await scene.ActAsync<ExportDesk, byte[]?>("administrator 1", (d, s) => d.JsonAsync(sent.ReportId, s, default)))!;
    }

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public void A_package_holds_by_the_scheme_root_alone()
    {
        var verdict = StatementVerifier.Verify(package, Root);
        Assert.That(verdict.Lines.Where(l => !l.Holds), Is.Empty);
        Assert.That(verdict.Body!.Statements.Select(s => s.Version), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(verdict.Body.Statements.Select(s => s.State),
            Is.EqualTo(new[] { "StatementReturned", "StatementSent" }), "each version's own");
        Assert.That(JsonSerializer.Deserialize<JsonElement>(verdict.Body.Statements[0].Content).GetProperty("track").GetString(),
            Is.EqualTo("both"));
        Assert.That(Encoding.UTF8.GetString(package), Does.Contain("Undtaget fra aktindsigt").And.Not.Contain("Mikkel"));
    }

    [Test]
    public async Task The_other_program_judges_the_package_alike()
    {
        var given = new { package = Convert.ToHexStringLower(package), root = await File.ReadAllTextAsync(founded.SchemeRootPath) };
        var verdict = JsonDocument.Parse(await SuiteVectors.OpenedByNodeAsync("export", given)).RootElement;
        Assert.That(new[] { "exporter", "genesis", "reference" }.Select(question => verdict.GetProperty(question).GetBoolean()),
            Is.All.True);
        Assert.That(verdict.GetProperty("statements").EnumerateArray().Select(holds => holds.GetBoolean()),
            Is.EqualTo(new[] { true, true }));
        var rootless = JsonDocument.Parse(await SuiteVectors.OpenedByNodeAsync("export", given with { root = "" })).RootElement;
        Assert.That(rootless.GetProperty("exporter").GetBoolean(), Is.False);
    }

    [Test]
    public void Under_another_root_nobody_in_it_is_certified()
        => Assert.That(StatementVerifier.Verify(package, SchemeRoot.Parse(""))
            .Lines.Count(l => l.Holds && l.Question.Contains("sign", StringComparison.Ordinal)), Is.Zero);

    [Test]
    public void Every_field_that_is_changed_or_taken_out_is_noticed()
    {
        var paths = Leaves(Parse(), "$").ToList();
        Assert.That(paths, Has.Count.GreaterThan(60));
        Assert.That(StatementVerifier.Verify(Bytes(Parse()), Root).Holds, Is.True, "written again, unchanged");
        foreach (var path in paths)
        {
            var changed = Parse();
            Change(Find(changed, path));
            Assert.That(StatementVerifier.Verify(Bytes(changed), Root).Holds, Is.False, path + " changed");
            var without = Parse();
            Remove(Find(without, path));
            Assert.That(StatementVerifier.Verify(Bytes(without), Root).Holds, Is.False, path + " taken out");
        }
    }

    [Test]
    public void A_statement_changed_by_one_who_signs_the_package_anew_still_fails()
    {
        var forged = Parse();
        forged["body"]!["statements"]![1]!["signedOn"] = "2026-03-02";
        var body = Encoding.UTF8.GetBytes(forged["body"]!.ToJsonString(ExportPackage.Json));
        using var administrator = founded["administrator 1"].Unlock();
        forged["exporter"]!["signature"] = Convert.ToBase64String(ExportSignature.Sign(administrator, new DateOnly(2026, 3, 3), body));
        var failing = StatementVerifier.Verify(Bytes(forged), Root).Lines.Where(l => !l.Holds).ToList();
        Assert.That(failing, Has.Count.EqualTo(1));
        Assert.That(failing[0].Question, Does.EndWith("2 signature"));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("{\"body\":null,\"exporter\":null}")]
    public void What_is_no_package_is_refused_without_a_crash(string text)
        => Assert.That(StatementVerifier.Verify(Encoding.UTF8.GetBytes(text), Root).Holds, Is.False);

    [Test]
    public async Task Handlers_export_nothing_and_the_table_is_harmless_in_a_spreadsheet()
    {
        Assert.That(await scene.ActAsync<ExportDesk, byte[]?>("handler 1", (d, s) => d.JsonAsync(sent.ReportId, s, default)), Is.Null);
        var csv = Encoding.UTF8.GetString(
            await scene.ActAsync<ExportDesk, byte[]>("administrator 2", (d, s) => d.CsvAsync([sent.ReportId], s, default)));
        var lines = csv.Split("\r\n");
        Assert.That(lines, Has.Length.EqualTo(4), "head, two statements, and nothing after the last line's end");
        Assert.That(lines[0], Does.StartWith("\uFEFF\"reference\";\"referral\""));
        Assert.That(lines[1], Does.Contain("\"Æblet falder ikke langt \"\"fra\"\" stammen.\""));
        Assert.That(lines[2], Does.Contain("\"'=HYPERLINK(\"\"https://example.org\"\")\""));
        Assert.That(lines[1], Does.Contain("Exempt from access to documents"));
    }

    private JsonNode Parse() => JsonNode.Parse(package)!;

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(ExportPackage.Json));

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value, $"{path}.{p.Key}")),
        JsonArray a => a.SelectMany((n, i) => Leaves(n, $"{path}.{i}")),
        null => [],
        _ => [path],
    };

    private static JsonNode Find(JsonNode from, string path) => path.Split('.').Skip(1)
        .Aggregate(from,
            (node, step) => node is JsonArray list
                ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray list) list.Remove(node);
        else node.Parent!.AsObject().Remove(node.GetPropertyName());
    }

    private static void Change(JsonNode leaf)
    {
        var value = leaf.AsValue();
        leaf.ReplaceWith(value.GetValueKind() switch
        {
            JsonValueKind.Number => JsonValue.Create(value.GetValue<int>() + 1),
            JsonValueKind.True => JsonValue.Create(false),
            JsonValueKind.False => JsonValue.Create(true),
            _ => (JsonNode)JsonValue.Create(Other(value.GetValue<string>())),
        });
    }

    /// <summary>Of the same length and kind of characters, so that it is read and then judged.</summary>
    private static string Other(string text) =>
        text.Length == 0 ? "x" : (text[0] == '1' ? '2' : char.IsAsciiDigit(text[0]) ? '1' : text[0] == 'A' ? 'B' : 'A') + text[1..];
}
