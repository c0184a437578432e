using System.Net;
using AngleSharp.Dom;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>A lawyer with several schemes, over HTTP: one sign-in, one My day, and each case in its own scheme.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SeveralSchemesTests
{
    private const string Koege = "Whistleblowerordningen i Køge Kommune";

    [Test]
    public async Task My_day_has_the_cases_of_every_scheme_and_each_opens_where_one_is()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var (other, people) = await office.Founded.JoinAsync(
            "koege-kommune", ("handler 1", FirstOf), ("handler 3", FirstOf));
        var here = await Sending.SendAsync(office.Founded, CaseRoom.Story);
        var there = await Sending.SendAsync(office.Founded, "Skolens leder tager af kassen.", to: other);

        var day = await room.PageAsync("administrator 1", "/da/office/inbox");
        Assert.That(Schemes(day), Is.EquivalentTo(new[] { office.Founded.Scheme.Title.Da, Koege }));
        Assert.That(day.QuerySelector("#inbox-counts")!.TextContent, Does.Contain("2"));
        Assert.That(day.QuerySelectorAll("#inbox-filter [name=unit], #inbox-filter [name=category]"), Is.Empty, "of which scheme?");
        var koege = await room.PageAsync("administrator 1", "/da/office/inbox?scheme=koege-kommune");
        Assert.That(Schemes(koege), Is.EqualTo(new[] { Koege }));
        Assert.That(koege.QuerySelectorAll("#inbox-filter [name=unit] option").Select(one => one.TextContent),
            Does.Contain("Børne- og Uddannelsesforvaltningen"));

        // From the session in the region, by nothing but the case's address; and no other window changes.
        await room.PassAsync(there, "administrator 1");
        var file = await room.PageAsync("administrator 1", CaseRoom.Case(there, "conversation"));
        Assert.That(file.Body!.TextContent, Does.Contain("Skolens leder tager af kassen.").And.Contain(Koege));
        await room.DoneAsync("administrator 1", CaseRoom.Case(there, "screening"),
            ("Scope", "inside"), ("Category", other.Categories[0].Name));
        await room.PassAsync(here, "administrator 1");
        Assert.That((await room.PageAsync("administrator 1", "/da/office/people")).Body!.TextContent, Does.Contain("Karen Bjerre"));

        foreach (var who in new[] { "deputy", "handler 2" })
        {
            (await room.PageAsync(who, CaseRoom.Case(there), HttpStatusCode.NotFound)).Dispose();
            Assert.That((await room.PageAsync(who, "/da/office/inbox")).QuerySelector("#to-schemes"), Is.Null, "one scheme");
        }

        (await room.PageAsync("handler 1", CaseRoom.Case(there), HttpStatusCode.NotFound)).Dispose();
        await room.DoneAsync("administrator 1", CaseRoom.Case(there, "refer"),
            ("Unit", other.Unit(UnitOf(people["handler 1"], other))!.Name), ("Handlers", people["handler 1"].Id.ToString()),
            ("Handlers", people["handler 3"].Id.ToString()));
        await room.PassAsync(there, "handler 1");
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(there, "conversation"))).Body!.TextContent,
            Does.Contain("Skolens leder"));
    }

    [Test]
    public async Task Going_over_to_another_scheme_shows_its_people_and_nobody_goes_where_they_have_no_keys()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var (_, people) = await office.Founded.JoinAsync("koege-kommune");
        var schemes = await room.PageAsync("administrator 1", "/da/office/schemes");
        var go = schemes.QuerySelector("tr[data-scheme=koege-kommune] form")!;
        Assert.That(go.QuerySelector("[name=To]")!.GetAttribute("value"), Is.EqualTo(people["administrator 1"].Id.ToString()));
        foreach (var wrong in new[] { people["administrator 2"].Id.ToString(), room.Id("administrator 2"), Guid.NewGuid().ToString(), "x" })
        {
            var refused = await room.RefusedAsync("administrator 1", "/da/office/schemes", ("To", wrong));
            Assert.That(refused.QuerySelector("#refused"), Is.Not.Null);
        }

        (await room.RefusedAsync("handler 2", "/da/office/schemes", ("To", people["administrator 1"].Id.ToString()))).Dispose();
        await GoAsync(people["administrator 1"].Id.ToString());
        var list = (await room.PageAsync("administrator 1", "/da/office/people")).Body!.TextContent;
        Assert.That(list, Does.Contain(Koege).And.Contain("Jens Krogh").And.Not.Contain("Karen Bjerre"));
        await GoAsync(room.Id("administrator 1"));
        Assert.That((await room.PageAsync("administrator 1", "/da/office/people")).Body!.TextContent, Does.Contain("Karen Bjerre"));

        async Task GoAsync(string to)
        {
            using var gone = await room.PostAsync("administrator 1", "/da/office/schemes", ("To", to));
            Assert.That(gone.Headers.Location?.OriginalString, Is.EqualTo("/da/office"));
        }
    }

    [Test]
    public async Task A_link_to_one_more_scheme_asks_for_the_account_one_has()
    {
        await using var scheme = await NewScheme.CreateAsync();
        var karen = await scheme.EnrolAsync("karen.bjerre@hospital.example", "Karen Bjerre", StaffRoles.CaseHandler);
        var token = await scheme.InviteToKoegeAsync(karen.Email, "Karen Bjerre", StaffRoles.CaseHandler);
        var path = "/da/office/invitation/" + token;
        var page = await scheme.Web.Client.PageAsync(path);
        Assert.That(page.QuerySelector("#enrolment-form"), Is.Null);
        Assert.That(page.Body!.TextContent, Does.Contain(Koege).And.Contain("Karen Bjerre"));

        scheme.NextCode();
        using (var wrong = await scheme.Web.PostAsync(path + "/join", ("Password", "en anden adgangskode"), ("Code", "123456")))
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using (var empty = await scheme.Web.PostAsync(path + "/join", ("Password", ""), ("Code", "")))
            Assert.That((await empty.PageAsync()).QuerySelectorAll("#error-summary a"), Has.Length.EqualTo(2), "both at once");
        var once = page.QuerySelector("#join-form [name=Once]")!.GetAttribute("value")!;
        (string, string)[] right = [("Once", once), ("Password", karen.Password), ("Code", scheme.Code(karen.TotpSecret))];
        using var joined = await scheme.Web.PostAsync(path + "/join", right);
        Assert.That((await joined.PageAsync()).QuerySelector("#fingerprint")!.TextContent, Is.EqualTo(karen.Fingerprint));
        using var twice = await scheme.Web.PostAsync(path + "/join", right);
        Assert.That((await twice.PageAsync()).QuerySelector("#fingerprint")!.TextContent, Is.EqualTo(karen.Fingerprint), "pressed twice");
        using var late = await scheme.Web.Client.GetAsync(path);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "the link works once");

        var cookie = await scheme.SignInAsync(karen);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/da/office/schemes");
        request.Headers.Add("Cookie", cookie);
        using var schemes = await scheme.Web.Client.SendAsync(request);
        Assert.That((await schemes.PageAsync()).QuerySelector("tr[data-scheme=koege-kommune]")!.TextContent,
            Does.Contain("Du er ikke godkendt endnu"));
    }

    [Test]
    public async Task At_a_scheme_where_one_is_not_certified_no_link_leads_to_a_page_that_is_not_there()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var (_, people) = await office.Founded.JoinAsync("koege-kommune");
        await Sending.SendAsync(office.Founded, CaseRoom.Story);
        await using (var db = office.Founded.Databases.AsOwner())
        {
            var id = people["administrator 1"].Id;
            await db.Database.ExecuteSqlAsync($"""
                DELETE FROM intake.certificate_signature
                WHERE certificate_id IN (SELECT id FROM intake.certificate WHERE person_id = {id})
                """);
        }

        using (await room.PostAsync("administrator 1", "/da/office/schemes", ("To", people["administrator 1"].Id.ToString())))
        {
            var page = await room.PageAsync("administrator 1", "/da/office/schemes");
            Assert.That(page.QuerySelector("tr[data-scheme=region-hovedstaden]")!.TextContent, Does.Contain("1 sag"));
            foreach (var link in page.QuerySelectorAll("#schemes a, .office-menu a").Select(one => one.GetAttribute("href")!))
                (await room.PageAsync("administrator 1", link)).Dispose();
        }
    }

    [Test]
    public async Task A_form_that_was_shown_at_one_scheme_does_nothing_at_another_and_gives_the_text_back()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var (_, people) = await office.Founded.JoinAsync("koege-kommune");
        var told = await room.PageAsync("administrator 1", "/da/office/told");
        var at = ("At", told.QuerySelector("#told-form [name=At]")!.GetAttribute("value")!);
        var period = (await room.PageAsync("administrator 1", "/da/office/accountability")).QuerySelector("#accountability-form [name=At]");
        using (await room.PostAsync("administrator 1", "/da/office/schemes", ("To", people["administrator 1"].Id.ToString())))
        {
            (string, string)[] fields = [("ToldBy", "phone"), ("Description", "Det skete i går."), ("Follow", "no"), ("Language", "da")];
            for (var again = 0; again < 2; again++)
            {
                var refused = await room.RefusedAsync("administrator 1", "/da/office/told", [at, .. fields]);
                Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain(Koege));
                Assert.That(refused.QuerySelector("#Description")!.TextContent, Is.EqualTo("Det skete i går."));
                at = ("At", refused.QuerySelector("#told-form [name=At]")!.GetAttribute("value")!);
            }

            await room.RefusedAsync(
                "administrator 1", "/da/office/accountability", ("At", period!.GetAttribute("value")!), ("Period", "Running"));
        }

        await using var db = office.Founded.Databases.AsOwner();
        Assert.That(await db.Reports.AnyAsync(), Is.False);
        Assert.That(await db.AccountabilityReports.AnyAsync(), Is.False);
    }

    private static Unit FirstOf(Scheme scheme) => scheme.Units.First(unit => unit.Parent is null);

    private static string UnitOf(TestPerson person, Scheme scheme) =>
        scheme.Units.Single(unit => unit.Id == person.Certificate.Units.Single()).Name;

    private static IEnumerable<string> Schemes(IDocument day) =>
        day.QuerySelectorAll("#inbox .row-scheme").Select(one => one.TextContent.Trim());
}
