using System.Net;
using System.Text;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>Keys that open nothing, and cookies that are no session.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KeyTests
{
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(23)]
    public async Task A_key_that_never_was_and_one_whose_report_is_deleted_get_the_same_answer_to_the_byte()
    {
        var deleted = await site.ReportAsync("Slettes");
        var report = await site.ReportOfAsync(deleted);
        await using (var vault = site.Founded.Databases.VaultAsOwner())
        {
            await vault.Secrets.Where(s => s.ReportId == report).ExecuteDeleteAsync();
        }

        await using (var db = site.Founded.Databases.AsOwner())
        {
            await db.Reports.Where(r => r.Id == report).ExecuteDeleteAsync();
        }

        var gate = site.Web.Services.GetRequiredService<KeyDerivationLimiter>();
        var before = gate.Count;
        var gone = await AnswerAsync(deleted);
        Assert.That(gate.Count - before, Is.EqualTo(1));
        var never = await AnswerAsync(Unused());
        Assert.That(gate.Count - before, Is.EqualTo(2));
        Assert.That(gone.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(gone, Is.EqualTo(never));
        Assert.That(gone.Body, Does.Contain("Der er ingen postkasse til den nøgle").And.Not.Contain(deleted));
    }

    [Test, Promise(23), Promise(24)]
    public async Task A_well_formed_key_costs_one_derivation_whatever_it_opens_and_a_malformed_one_none()
    {
        var right = await site.ReportAsync("Tælles");
        var unused = Unused();
        var gate = site.Web.Services.GetRequiredService<KeyDerivationLimiter>();
        foreach (var (key, cost) in new[]
        {
            (right, 1), (unused, 1), (unused[..^1] + (unused[^1] == '7' ? '8' : '7'), 0), ("kort", 0), ("", 0)
        })
        {
            var before = gate.Count;
            using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
            Assert.That(gate.Count - before, Is.EqualTo(cost), answer.StatusCode.ToString());
        }
    }

    [Test]
    public async Task Without_a_ring_key_for_the_hour_the_door_asks_to_come_again()
    {
        var key = await site.ReportAsync("Uden nøgle");
        await using var db = site.Founded.Databases.AsOwner();
        await db.RingKeys.ExecuteDeleteAsync();
        using var door = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        await site.Founded.Services.GetRequiredService<RingKeys>().EnsureAsync(db, default);
        Assert.That(door.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await door.PageAsync()).QuerySelector("#problem"), Is.Not.Null);
    }

    [TestCase("__Host-mailbox=!"), TestCase("__Host-mailbox=AAAA")]
    [TestCase("__Host-mailbox=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_cookie_that_is_none_of_ours_leads_to_the_door(string cookie)
    {
        foreach (var path in new[] { "/da/mailbox/open", "/da/mailbox", $"/da/mailbox/file/{Guid.NewGuid()}" })
        {
            using var answer = await site.GetAsync(path, cookie);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), path);
            Assert.That((await answer.PageAsync()).QuerySelector("#mailbox-key-form"), Is.Not.Null);
        }
    }

    [Test]
    public async Task Without_a_cookie_the_open_mailbox_leads_to_the_door_and_back_from_reply_to_the_mailbox()
    {
        using var open = await site.Web.Client.GetAsync("/en/mailbox/open");
        using var reply = await site.Web.Client.GetAsync("/en/mailbox/reply");
        Assert.That(open.Headers.Location!.OriginalString, Is.EqualTo("/en/mailbox"));
        Assert.That(reply.Headers.Location!.OriginalString, Is.EqualTo("/en/mailbox/open"));
    }

    [Test]
    public async Task A_key_too_long_a_wrong_type_and_bytes_that_are_no_text_are_refused_kindly()
    {
        using var tooLong = await site.Web.PostAsync("/da/mailbox", ("Key", new string('A', 2000)));
        using var json = await site.Web.PostAsync("/da/mailbox", new StringContent("{}", Encoding.UTF8, "application/json"));
        using var bytes = await site.Web.PostAsync("/da/mailbox", new ByteArrayContent("Key=%FF%00"u8.ToArray())
        {
            Headers = { ContentType = new("application/x-www-form-urlencoded") },
        });
        Assert.That(tooLong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(json.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(bytes.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    private static string Unused()
    {
        using var key = ReceiptKey.New();
        return key.ToPageText();
    }

    private async Task<(HttpStatusCode Status, string Headers, string Body)> AnswerAsync(string key)
    {
        using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        return (answer.StatusCode, string.Join('\n', headers.Order()), (await answer.Content.ReadAsStringAsync()).WithoutTokens());
    }
}
