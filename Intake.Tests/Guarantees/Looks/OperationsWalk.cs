using Intake.Core.Notices;
using Intake.Core.Operations.SelfChecks;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Web.Office;
using Intake.Tests.Web.Office.Operations;
using Intake.Worker.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>The operator's page from an installation that was never migrated to one in every kind of trouble.</summary>
internal sealed class OperationsWalk(NewScheme scheme, string language) : Walk("operations", language)
{
    private const string Outline =
        "Npgsql.NpgsqlException < System.Net.Sockets.SocketException at Intake.Worker.Jobs.SweepDeadlines.SweepAsync "
        + "at Intake.Worker.Jobs.SweepDeadlines.RunAsync";

    private readonly OperationsRows rows = new(scheme.Databases, scheme.Time, scheme.FileSecretPath);
    private string cookie = "";

    public async Task GoAsync()
    {
        cookie = await scheme.SignInAsync(await scheme.EnrolAsync($"ops-{Language}@region.example", "Pia Friis", StaffRoles.Operator));
        await KeepAsync("no-tables", GetAsync());
        await rows.MakeTablesAsync();
        await KeepAsync("no-worker-yet", GetAsync());
        foreach (var job in Schedule.Jobs) await rows.PutJobAsync(job.Name);
        await rows.PutWorkerAsync(TimeSpan.FromSeconds(4));
        await PutSelfCheckAsync(rows.Now.AddMinutes(-20), null);
        await KeepAsync("all-well", GetAsync());
        await rows.ClearAsync();
        await TroubleAsync();
    }

    private async Task TroubleAsync()
    {
        string?[] states = ["Succeeded", "Processing", "Scheduled", "Failed", "Enqueued", null, "Succeeded"];
        foreach (var (job, state) in Schedule.Jobs.Zip(states))
        {
            await rows.PutJobAsync(
                job.Name, state, state is "Scheduled" or "Failed" ? Outline : null, state is "Enqueued" ? rows.Now.AddHours(-2) : null,
                off: state is null);
        }

        await rows.PutRunsAsync(2, rows.Now.AddMinutes(-40));
        await rows.PutWorkerAsync(TimeSpan.FromSeconds(30));
        await rows.PutWorkerAsync(TimeSpan.FromMinutes(12));
        await PutSelfCheckAsync(rows.Now.AddHours(-1), SelfCheckStep.Holder);
        var people = await PeopleAsync();
        await rows.PutMailsAsync(3, people[0], MailState.Waiting, rows.Now.AddHours(-5));
        await rows.PutMailsAsync(2, people[0], MailState.Failed, rows.Now.AddDays(-4), attempts: 20);
        await rows.PutMailsAsync(1, people[1], MailState.Failed, rows.Now.AddDays(-1), attempts: 1);
        await rows.PutMailsAsync(
            1, await SchemeAsync(), MailState.Failed, rows.Now.AddDays(-1), attempts: 1, kind: MailKind.Orientation);
        var page = await KeepAsync("in-trouble", GetAsync());
        var action = page.QuerySelector("#given-up form")!.GetAttribute("action")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var done = await SendAsync(request);
        await KeepAsync("tried-again", SendAsync(new(HttpMethod.Get, done.Headers.Location!.OriginalString)));
    }

    private async Task PutSelfCheckAsync(DateTimeOffset good, SelfCheckStep? failed)
    {
        await using var db = scheme.Databases.AsOwner();
        await db.SelfChecks.ExecuteDeleteAsync();
        db.SelfChecks.Add(new SelfCheckRow { Id = Guid.NewGuid(), TriedAt = rows.Now, GoodAt = good, Failed = failed });
        await db.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<Guid>> PeopleAsync()
    {
        await using var db = scheme.Databases.AsOwner();
        return await db.Staff.Where(person => person.SchemeId != null && person.State != StaffState.Left)
            .OrderBy(person => person.Email).Select(person => person.Id).Take(2).ToListAsync();
    }

    private async Task<Guid> SchemeAsync()
    {
        await using var db = scheme.Databases.AsOwner();
        return await db.Schemes.Select(row => row.Id).FirstAsync();
    }

    private Task<HttpResponseMessage> GetAsync() => SendAsync(new(HttpMethod.Get, $"/{Language}/office/operations"));

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("Cookie", cookie);
        return scheme.Web.Client.SendAsync(request);
    }
}
