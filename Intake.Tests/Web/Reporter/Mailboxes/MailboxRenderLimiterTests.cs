using System.Net;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Intake.Web.Reporter.Mailboxes;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>What one visit to a filled mailbox may cost, and many at once.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MailboxRenderLimiterTests
{
    [Test]
    public async Task A_mailbox_is_drawn_once_at_a_time_and_whoever_asks_most_is_refused_first()
    {
        var (flooded, other, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var places = new MailboxRenderLimiter(atOnce: 2, waiting: 3);
        var first = await places.DrawAsync(flooded, default);
        var more = Enumerable.Range(0, 3).Select(_ => places.DrawAsync(flooded, default)).ToList();
        Assert.That(more.Any(one => one.IsCompleted), Is.False, "there is a place, and not for a second page of this mailbox");
        var second = await places.DrawAsync(other, default);
        var late = places.DrawAsync(third, default);
        Assert.That(late.IsCompleted, Is.False, "both places are taken");
        await Task.WhenAny(more);
        Assert.That(more.Count(one => one.IsFaulted), Is.EqualTo(1), "the mailbox that waits most makes room");
        second.Dispose();
        second.Dispose();
        (await late).Dispose();
        first.Dispose();
        // Which of one mailbox's comes first is chance.
        for (var left = more.Where(one => !one.IsFaulted).ToList(); left.Count > 0;)
        {
            var drawn = await Task.WhenAny(left);
            (await drawn).Dispose();
            left.Remove(drawn);
        }

        Assert.That(async () => await more.Single(one => one.IsFaulted), Throws.InstanceOf<BusyException>());
    }

    [Test]
    public async Task A_very_long_page_needs_a_place_while_it_is_sent_and_an_ordinary_one_needs_none()
    {
        await using var site = await ReporterSite.StartAsync();
        var longOne = await site.OpenMailboxAsync(await site.ReportAsync(new string('"', 200_000)));
        var ordinary = await site.OpenMailboxAsync(await site.ReportAsync("Kort."));
        var places = site.Web.Services.GetRequiredService<MailboxRenderLimiter>();
        var taken = Enumerable.Range(0, 8).Select(_ => places.Send(Guid.NewGuid(), MailboxRenderLimiter.Long)!).ToList();
        using var refused = await site.GetAsync("/da/mailbox/open", longOne);
        using var taker = await site.GetAsync("/da/mailbox/open", ordinary);
        Assert.That((refused.StatusCode, taker.StatusCode), Is.EqualTo((HttpStatusCode.TooManyRequests, HttpStatusCode.OK)));
        taken.ForEach(place => place.Dispose());
        for (var visit = 0; visit < 6; visit++)
        {
            using var open = await site.GetAsync("/da/mailbox/open", longOne);
            Assert.That(open.StatusCode, Is.EqualTo(HttpStatusCode.OK), "each page gives its places back");
        }
    }

    [Test]
    public void An_entry_is_read_once_however_often_it_is_asked_for()
    {
        var (id, day) = (Guid.NewGuid(), new DateOnly(2026, 3, 3));
        var opened = new OpenedEntry(id, EntryKind.Answer, 1, day, null!, ContentJson.Write(new TextContent("Et svar")), FollowsGap: false);
        var entry = new ReadEntry(id, EntryKind.Answer, 1, day, opened);
        var first = entry.As<TextContent>();
        var second = entry.As<TextContent>();
        Assert.That(second, Is.SameAs(first));
        Assert.That(second!.Text, Is.EqualTo("Et svar"));
    }
}
