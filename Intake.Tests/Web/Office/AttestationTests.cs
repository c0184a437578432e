using System.Net;
using AngleSharp.Dom;
using Intake.Core.Certification;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>An administrator goes through who has access, and the quarter is done for the scheme.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AttestationTests
{
    private const string Address = "/da/office/access/attestation";

    private WorkerBench bench = null!;
    private OfficeHost office = null!;

    private TestPerson Anne => bench.Founded["administrator 1"];

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        office = await OfficeHost.StartAsync(bench.Founded);
    }

    [TearDown]
    public async Task TearDown()
    {
        await office.Web.DisposeAsync();
        await bench.DisposeAsync();
    }

    [Test]
    public async Task Going_through_the_access_is_due_once_a_quarter_and_asks_about_each_person()
    {
        Assert.That((await PageAsync()).QuerySelector("#attestation-due"), Is.Null, "the certificates are of this quarter");
        bench.Time.Advance(TimeSpan.FromDays(40));
        await bench.RunAsync<MakeRingKeys>();
        var page = await PageAsync();
        Assert.That(await ErrandsAsync(), Is.EqualTo(new[] { "Attest" }));
        Assert.That(page.QuerySelector("#attestation-due")!.TextContent, Is.EqualTo("Ingen har gennemgået adgangen i 2. kvartal 2026."));
        var boxes = page.QuerySelectorAll("[name=Needed]").Select(box => box.GetAttribute("value")!).ToList();
        Assert.That(boxes, Has.Count.EqualTo(bench.Founded.People.Count));

        using (var some = await SignAsync(page, boxes.Skip(1)))
        {
            Assert.That(some.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            var again = await some.PageAsync();
            Assert.That(again.QuerySelector("#Needed-error")!.TextContent, Does.StartWith("Fejl:Sæt kryds ved alle"));
            Assert.That(again.QuerySelectorAll("[name=Needed][checked]").Length, Is.EqualTo(boxes.Count - 1), "what was ticked comes back");
        }

        using (var done = await SignAsync(page, boxes)) Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var signed = await PageAsync();
        Assert.That(signed.QuerySelector("#attestation-due"), Is.Null);
        Assert.That(signed.QuerySelector("#attested tbody tr")!.TextContent, Does.Contain("2. kvartal 2026").And.Contain("Anne Holm"));
        Assert.That(await ErrandsAsync(), Is.Empty);
        using var log = await office.GetAsync("/da/office/access", await office.CookieOfAsync(Anne));
        Assert.That((await log.PageAsync()).QuerySelector("#access")!.TextContent, Does.Contain("gennemgik, hvem der har adgang"));
    }

    [Test]
    public async Task A_list_that_changed_is_not_signed_and_a_row_with_another_signature_counts_as_none()
    {
        bench.Time.Advance(TimeSpan.FromDays(40));
        await bench.RunAsync<MakeRingKeys>();
        var page = await PageAsync();
        var boxes = page.QuerySelectorAll("[name=Needed]").Select(box => box.GetAttribute("value")!).ToList();
        using (var old = await SignAsync(page, boxes, shown: new string('0', 64)))
            Assert.That((await old.PageAsync()).QuerySelector("#Needed-error")!.TextContent, Does.StartWith("Fejl:Listen er ændret"));
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            web.AccessAttestations.Add(new AccessAttestation
            {
                Id = Guid.NewGuid(), SchemeId = bench.Founded.Scheme.Id, Quarter = new(2026, 4, 1), MadeOn = new(2026, 4, 12),
                CertificateId = Anne.Certificate.Id, List = new byte[32], Signature = new byte[64],
            });
            await web.SaveChangesAsync();
        }

        Assert.That(await ErrandsAsync(), Is.EqualTo(new[] { "Attest" }), "a row that nobody signed says nothing");
        using (var done = await SignAsync(await PageAsync(), boxes)) Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await PageAsync()).QuerySelector("#attestation-mine"), Is.Not.Null, "and keeps nobody from signing");
        await using (var db = bench.AsOwner())
        {
            await db.Database.ExecuteSqlRawAsync(
                "UPDATE intake.access_attestation SET signature = set_byte(signature, 9, get_byte(signature, 9) # 1)");
        }

        Assert.That((await PageAsync()).QuerySelector("#attestation-due"), Is.Not.Null);
    }

    [Test]
    public async Task An_administrator_sees_whose_cases_are_whose_among_their_own_and_a_handler_finds_no_such_page()
    {
        var report = (await Sending.SendAsync(bench.Founded, "Det skete igen.")).ReportId;
        var mine = await PageAsync();
        var handler = bench.Founded["handler 1"];
        Assert.That(NoteOf(mine, Anne), Does.Contain($"Har 1 af dine åbne sager: {CaseReference.Of(report)}."));
        Assert.That(NoteOf(mine, handler), Does.EndWith("Har ingen af dine åbne sager."));
        await using (var db = bench.AsOwner())
        {
            var holder = bench.Service<HolderPseudonyms>().OfPerson(report, Anne.Id);
            await db.Grants.Where(grant => grant.Holder == holder).ExecuteDeleteAsync();
        }

        Assert.That((await PageAsync()).Body!.TextContent, Does.Not.Contain(CaseReference.Of(report)));
        var cookie = await office.CookieOfAsync(handler);
        Assert.That((await office.GetAsync(Address, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var post = await office.PostAsync(Address, cookie, ("Shown", new string('0', 64)));
        Assert.That(post.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Hundreds_of_rows_in_nobodys_and_in_anothers_name_hide_no_attestation()
    {
        bench.Time.Advance(TimeSpan.FromDays(40));
        await bench.RunAsync<MakeRingKeys>();
        var page = await PageAsync();
        var boxes = page.QuerySelectorAll("[name=Needed]").Select(box => box.GetAttribute("value")!).ToList();
        using (var done = await SignAsync(page, boxes)) Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            var (scheme, other) = (bench.Founded.Scheme.Id, bench.Founded["administrator 2"].Certificate.Id);
            await web.Database.ExecuteSqlAsync($"""
                INSERT INTO intake.access_attestation (id, scheme_id, quarter, certificate_id, list, signature, made_on)
                SELECT gen_random_uuid(), {scheme}, CASE WHEN n < 1200 THEN '2026-04-01'::date ELSE '2999-10-01'::date END,
                    CASE n % 2 WHEN 0 THEN {other} ELSE sha256(n::text::bytea) END, sha256(n::text::bytea),
                    decode(repeat(md5(n::text), 4), 'hex'), CASE WHEN n < 1200 THEN '2026-04-12'::date ELSE '2999-12-31'::date END
                FROM generate_series(1, 2400) n
                """);
        }

        page = await PageAsync();
        Assert.That(page.QuerySelector("#attestation-due"), Is.Null);
        Assert.That(page.QuerySelector("#attested tbody tr")!.TextContent, Does.Contain("Anne Holm"));
        Assert.That(await ErrandsAsync(), Is.Empty);
    }

    private static string NoteOf(IDocument page, TestPerson person) =>
        page.QuerySelector($"[name=Needed][value='{person.Id}']")!.ParentElement!.QuerySelector(".form-hint")!.TextContent;

    private async Task<IEnumerable<string?>> ErrandsAsync()
    {
        using var answer = await office.GetAsync("/da/office/inbox", await office.CookieOfAsync(Anne));
        return (await answer.PageAsync()).QuerySelectorAll("[data-errand]").Select(errand => errand.GetAttribute("data-errand"));
    }

    private async Task<IDocument> PageAsync()
    {
        using var answer = await office.GetAsync(Address, await office.CookieOfAsync(Anne));
        return await answer.PageAsync();
    }

    private async Task<HttpResponseMessage> SignAsync(IDocument page, IEnumerable<string> needed, string? shown = null) =>
        await office.PostAsync(Address, await office.CookieOfAsync(Anne),
        [
            ("Once", page.QuerySelector("#attestation-form [name=Once]")!.GetAttribute("value")!),
            ("Shown", shown ?? page.QuerySelector("#attestation-form [name=Shown]")!.GetAttribute("value")!),
            .. needed.Select(person => ("Needed", person)),
        ]);
}
