using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>Start pages are drawn once for everybody; none shows what another visitor's address said.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PageCacheTests
{
    [Test]
    public async Task A_start_page_is_the_same_when_it_comes_from_memory_and_belongs_to_its_address_and_its_day()
    {
        await using var site = await ReporterSite.StartAsync();
        string[] addresses = ["", "?who=student", "?who=employee", "?who=nobody", "?who=student&x=y", "?x=%22%3E"];
        var first = new List<string>();
        foreach (var address in addresses) first.Add(await site.Web.Client.GetStringAsync(site.Home() + address));
        for (var i = 0; i < addresses.Length; i++)
        {
            using var again = await site.Web.Client.GetAsync(site.Home() + addresses[i]);
            Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(first[i]), addresses[i]);
            Assert.That(again.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(again.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html; charset=utf-8"));
            var language = (await again.PageAsync()).QuerySelector("nav.language a")!.GetAttribute("href");
            Assert.That(language, Is.EqualTo(site.Home("en") + addresses[i]));
        }

        Assert.That(await site.Web.Client.GetStringAsync(site.Home("en")), Does.Contain("<html lang=\"en\">"));
        site.Founded.Time.Advance(TimeSpan.FromDays(1));
        Assert.That(await site.Web.Client.GetStringAsync(site.Home()), Is.Not.EqualTo(first[0]), "the dates on it are of the day");
    }
}
