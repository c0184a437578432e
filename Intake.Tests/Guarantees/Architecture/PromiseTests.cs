using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Intake.Tests.Support;
using Intake.Web.Site.Pages;
using Intake.Web.Site.Texts;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>The promises in three places: the privacy page, the tests with their numbers, and the table in docs/promises.md.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class PromiseTests
{
    /// <summary>Promises to reporters; the rest are made to others, or are kept by parts that are not built yet.</summary>
    private static readonly HashSet<int> Reporters = [.. Enumerable.Range(1, 11), .. Enumerable.Range(23, 19), 47];

    private static readonly ILookup<int, string> Tests = (
        from type in typeof(PromiseTests).Assembly.GetTypes()
        from found in type.GetMethods().Where(IsRun)
            .SelectMany(test => test.GetCustomAttributes<PromiseAttribute>()
                .Select(promise => (promise.Number, Name: $"{type.Name}.{test.Name}")))
            .Concat(type.GetCustomAttributes<PromiseAttribute>().Select(promise => (promise.Number, Name: type.Name)))
        select found).ToLookup(found => found.Number, found => found.Name);

    [Test, Promise(47)]
    public void The_privacy_page_states_each_promise_of_the_reporters_side_that_a_test_keeps_and_none_that_no_test_keeps()
    {
        Assert.That(Promises.Kept, Is.Unique);
        Assert.That(Promises.Kept.Where(number => !Tests.Contains(number)), Is.Empty, "stated, but no test carries the number");
        Assert.That(
            Tests.Select(tests => tests.Key).Where(Reporters.Contains).Except(Promises.Kept), Is.Empty, "kept by a test, but not stated");
    }

    [TestCase("da"), TestCase("en"), Promise(47)]
    public async Task Each_promise_stands_on_the_page_once_with_its_number_and_no_text_is_left_over(string language)
    {
        await using var web = await WebHost.StartAsync();
        var page = await web.Client.PageAsync($"/{language}/privacy");
        var stated = page.QuerySelectorAll(".promises li")
            .Select(item => int.Parse(item.Id!["promise-".Length..], CultureInfo.InvariantCulture)).ToList();
        Assert.That(stated, Is.EqualTo(Promises.Kept));
        foreach (var item in page.QuerySelectorAll(".promises li"))
            Assert.That(item.TextContent, Does.Match(@"^\S.{30,} \(\w+ " + item.Id!["promise-".Length..] + @"\)$"));
        Assert.That(
            TextCatalogue.Load(language).All.Keys.Count(key => key.StartsWith("Privacy.Promise.", StringComparison.Ordinal)),
            Is.EqualTo(Promises.Kept.Count));
    }

    [Test]
    public async Task The_table_in_promises_md_names_exactly_the_tests_that_carry_the_numbers()
    {
        var table = Row().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "promises.md"))).Select(row => row.Value);
        var lines = Tests.OrderBy(tests => tests.Key)
            .Select(tests =>
                $"| {tests.Key} | {string.Join("<br>", tests.Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"))} |")
            .ToList();
        Assert.That(string.Join('\n', table), Is.EqualTo(string.Join('\n', lines)), "the table should read:\n" + string.Join('\n', lines));
    }

    private static bool IsRun(MethodInfo method) =>
        method.GetCustomAttributes().Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute)
        && !method.GetCustomAttributes().Any(attribute => attribute is IgnoreAttribute or ExplicitAttribute);

    [GeneratedRegex(@"^\| \d+ \| `[A-Z].*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
