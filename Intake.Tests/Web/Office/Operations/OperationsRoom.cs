using System.Net;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Operations;

/// <summary>An operator on the Operations page of the real web program, with job tables as <c>migrate</c> makes them.</summary>
internal sealed class OperationsRoom : IAsyncDisposable
{
    public const string Address = "/da/office/operations";

    private OperationsRoom(WorkerBench bench, OfficeHost office) =>
        (Bench, Office, Rows) = (bench, office, new(bench.Founded.Databases, bench.Time, bench.Founded.FileSecretPath));

    public WorkerBench Bench { get; }
    public OfficeHost Office { get; }
    public OperationsRows Rows { get; }
    public TestPerson Operator { get; } = new(
        "operator", "Ole Lind", "drift@region.example", CertifiedRoles.Administrator, null, Guid.Empty);
    public TestPerson StatisticsReader { get; } = new(
        "statistics reader", "Ida Bang", "med@region.example", CertifiedRoles.Administrator, null, Guid.Empty);
    public DateTimeOffset Now => Bench.Time.GetUtcNow();

    public static async Task<OperationsRoom> OpenAsync(bool withTables = true, DateTimeOffset? now = null)
    {
        var bench = await WorkerBench.CreateAsync(now);
        var room = new OperationsRoom(bench, await OfficeHost.StartAsync(bench.Founded));
        if (withTables) await room.Rows.MakeTablesAsync();
        await using var db = bench.AsOwner();
        room.Operator.AddUncertifiedTo(db, StaffRoles.Operator, null);
        room.StatisticsReader.AddUncertifiedTo(db, StaffRoles.StatisticsReader, bench.Founded.Scheme.Id);
        await db.SaveChangesAsync();
        return room;
    }

    /// <summary>The page as the operator sees it.</summary>
    public async Task<IDocument> PageAsync(string address = Address)
    {
        using var answer = await Office.GetAsync(address, await Office.CookieOfAsync(Operator));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.PageAsync();
    }

    /// <summary>Presses "try again" as the operator and returns the page it leads to.</summary>
    public Task<IDocument> TryAgainAsync(Guid person) => PressAsync(PathOf(person));

    /// <summary>Presses the button of a form with this address as the operator and returns the page it leads to.</summary>
    public async Task<IDocument> PressAsync(string action)
    {
        using var answer = await Office.PostAsync(action, await Office.CookieOfAsync(Operator));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        return await PageAsync(answer.Headers.Location!.OriginalString);
    }

    public static string PathOf(Guid person) => $"{Address}/mails/{person}/try-again";

    public async ValueTask DisposeAsync()
    {
        await Office.Web.DisposeAsync();
        await Bench.DisposeAsync();
        Operator.Dispose();
        StatisticsReader.Dispose();
    }
}
