using System.Net;
using Intake.Tests.Support;
using Intake.Web.Site.Waiting;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Waiting;

/// <summary>Somebody who leaves form after form takes the place of nobody who writes.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FloodOfLeavingTests
{
    private const int Burst = 3;

    [Test, Promise(34)]
    public async Task A_flood_of_forms_that_are_left_keeps_nobody_from_writing()
    {
        var settings = new Dictionary<string, string?> { ["Intake:Waiting:Patience"] = "00:00:00.02" };
        foreach (var act in Enum.GetNames<CostlyAct>())
        {
            foreach (var of in new[] { "", "Scheme" })
            {
                settings[$"Intake:Waiting:Rates:{act}:{of}PerSecond"] = "0.0001";
                settings[$"Intake:Waiting:Rates:{act}:{of}Burst"] = $"{Burst}";
            }
        }

        await using var site = await ReporterSite.StartAsync(settings: settings);
        for (var i = 0; i < 3 * Burst; i++)
        {
            var ticket = await site.TicketAsync();
            using var leaving = await site.Web.PostAsync(site.Home() + "/report/leave", ("Ticket", ticket), ("Posted", ticket));
            Assert.That(leaving.Headers.Location?.OriginalString, Is.EqualTo("/da/leave"));
        }

        using var posted = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Vagten blev ikke dækket."), ("Follow", "yes")]);
        Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await posted.PageAsync()).QuerySelector("#edit-form"), Is.Not.Null);
    }
}
