using System.Net;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Certifying, revoking, inviting and access review over real HTTP: what each role can do, and what forged posts cannot.</summary>
public sealed partial class PeopleTests
{
    private NewScheme scheme = null!;
    private Member first = null!;
    private Member second = null!;
    private Member operatorOf = null!;
    private int people;

    [OneTimeSetUp]
    public async Task Start()
    {
        scheme = await NewScheme.CreateAsync();
        first = await scheme.EnrolAsync("first@law.example", "Anne Holm", StaffRoles.Administrator);
        second = await scheme.EnrolAsync("second@law.example", "Jens Krogh", StaffRoles.Administrator);
        operatorOf = await scheme.EnrolAsync("drift@region.example", "Ole Lind", StaffRoles.Operator);
        await scheme.FoundAsync(first, second);
        foreach (var signer in new[] { first, second })
        {
            var cookie = await scheme.SignInAsync(signer);
            await CertifyAsync(cookie, first);
            await CertifyAsync(cookie, second);
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await scheme.DisposeAsync();

    [Test]
    public async Task A_handler_is_certified_with_the_fingerprint_read_aloud_and_then_reads_cases()
    {
        var handler = await HandlerAsync();
        var cookie = await scheme.SignInAsync(handler);
        var administrator = await scheme.SignInAsync(first);
        var page = await PageAsync($"/da/office/people/{await IdAsync(handler)}", administrator);
        Assert.That(page.Body!.TextContent, Does.Not.Contain(handler.Fingerprint).And.Not.Contain(handler.Fingerprint![..4]));
        using var answer = await CertifyAsync(administrator, handler, handler.Fingerprint!.Replace('-', ' ').ToLowerInvariant());
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/da/office/people?notice=certified"));
        Assert.That((await GetAsync("/da/office", cookie)).Headers.Location?.ToString(), Is.EqualTo("/da/office/inbox"));
        Assert.That((await PageAsync("/da/office/profile", cookie)).QuerySelector("#certified-on")?.TextContent,
            Is.EqualTo("3. marts 2026, løbenummer 1"));
    }

    [Test]
    public async Task A_wrong_fingerprint_is_told_beside_the_field_and_signs_nothing()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        foreach (var wrong in new[] { "", "0000-0000-0000-0000-0000", handler.Fingerprint![..^5], first.Fingerprint! })
        {
            using var answer = await CertifyAsync(administrator, handler, wrong);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That((await answer.PageAsync()).QuerySelector("#Fingerprint-error"), Is.Not.Null);
        }

        Assert.That(await CountAsync($"SELECT count(*) FROM intake.certificate WHERE person_id = '{await IdAsync(handler)}'"), Is.Zero);
    }

    [Test]
    public async Task What_was_changed_after_the_page_was_shown_is_not_signed()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        var id = await IdAsync(handler);
        var shown = await ShownAsync(administrator, id);
        await CountAsync($"UPDATE intake.staff_member SET full_name = 'Lars Thygesen Hansen' WHERE id = '{id}' RETURNING 1");
        using var answer = await PostAsync(
            $"/da/office/people/{id}/certify", administrator, ("Shown", shown), ("Fingerprint", handler.Fingerprint!));
        Assert.That((await answer.PageAsync()).QuerySelector("#Fingerprint-error")?.TextContent, Does.Contain("Noget er ændret"));
    }

    [Test]
    public async Task Nobody_but_certifiers_can_certify_however_the_post_is_made()
    {
        var (handler, waiting, third) = (await HandlerAsync(), await HandlerAsync(), await AdministratorAsync());
        var administrator = await scheme.SignInAsync(first);
        await CertifyAsync(administrator, handler);
        var id = await IdAsync(waiting);
        var shown = await ShownAsync(administrator, id);
        foreach (var forger in new[] { operatorOf, handler, waiting, third })
        {
            using var answer = await PostAsync($"/da/office/people/{id}/certify", await scheme.SignInAsync(forger), ("Shown", shown),
                ("Fingerprint", waiting.Fingerprint!));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), forger.Email);
        }

        Assert.That(await CountAsync($"SELECT count(*) FROM intake.certificate WHERE person_id = '{id}'"), Is.Zero);
    }

    [Test]
    public async Task Another_site_can_certify_nobody_with_an_administrators_cookie()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        var id = await IdAsync(handler);
        foreach (var (header, value) in new[]
        {
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null"),
            ("X-None", "x")
        })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/da/office/people/{id}/certify")
            {
                Content = new FormUrlEncodedContent(
                    [new("Shown", await ShownAsync(administrator, id)), new("Fingerprint", handler.Fingerprint!)]),
            };
            request.Headers.Add("Cookie", administrator);
            request.Headers.Add(header, value);
            Assert.That((await scheme.Web.Client.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), value);
        }

        Assert.That(await CountAsync($"SELECT count(*) FROM intake.certificate WHERE person_id = '{id}'"), Is.Zero);
    }

    [Test]
    public async Task Revoking_asks_first_and_then_takes_the_inbox_away()
    {
        var handler = await HandlerAsync();
        var (administrator, cookie) = (await scheme.SignInAsync(first), await scheme.SignInAsync(handler));
        await CertifyAsync(administrator, handler);
        var id = await IdAsync(handler);
        using var unsure = await PostAsync($"/da/office/people/{id}/revoke", administrator);
        Assert.That((await unsure.PageAsync()).QuerySelector("#Revoke-error"), Is.Not.Null);
        using var done = await PostAsync($"/da/office/people/{id}/revoke", administrator, ("Revoke", "yes"));
        Assert.That(done.Headers.Location?.ToString(), Is.EqualTo("/da/office/people?notice=revoked"));
        Assert.That((await GetAsync("/da/office/profile", cookie)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), "signed out");
    }

    [Test]
    public async Task An_administrator_is_revoked_by_two_and_shown_as_waiting_between()
    {
        var third = await AdministratorAsync();
        var (one, other) = (await scheme.SignInAsync(first), await scheme.SignInAsync(second));
        await CertifyAsync(one, third);
        Assert.That((await PageAsync($"/da/office/people/{await IdAsync(third)}", one)).QuerySelector("#signed"), Is.Not.Null);
        await CertifyAsync(other, third);
        var id = await IdAsync(third);
        using (var signed = await PostAsync($"/da/office/people/{id}/revoke", one, ("Revoke", "yes")))
            Assert.That(signed.Headers.Location?.ToString(), Is.EqualTo("/da/office/people?notice=revocationsigned"));
        var page = await PageAsync($"/da/office/people/{id}", one);
        Assert.That(page.QuerySelector("#revocation-open")?.TextContent, Does.Contain("Anne Holm"));
        Assert.That((page.QuerySelector("#revoke-form"), page.QuerySelector("#offboard-form")),
            Is.EqualTo((default(AngleSharp.Dom.IElement), default(AngleSharp.Dom.IElement))));
        using (var ended = await PostAsync($"/da/office/people/{id}/revoke", other, ("Revoke", "yes")))
            Assert.That(ended.Headers.Location?.ToString(), Is.EqualTo("/da/office/people?notice=revoked"));
    }

    [Test]
    public async Task An_operator_hands_over_a_link_once_and_sees_the_account_wait()
    {
        var cookie = await scheme.SignInAsync(operatorOf);
        var unit = scheme.Scheme.Units[0].Id.ToString();
        (string Name, string Value)[] fields = [("Scheme", scheme.Scheme.Name), ("Email", "ny@hospital.example"),
            ("FullName", "Åse Ravn"), ("Role", "CaseHandler"), ("Unit", unit)];
        using var answer = await PostAsync("/da/office/accounts/invite", cookie, fields);
        var link = (await answer.PageAsync()).QuerySelector("#invitation-link")!.TextContent;
        Assert.That(link, Does.StartWith(WebHost.PublicOrigin + "/da/office/invitation/"));
        Assert.That((await scheme.Web.Client.GetAsync(new Uri(link).AbsolutePath)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var list = await PageAsync("/da/office/accounts", cookie);
        var row = list.QuerySelectorAll("#accounts tbody tr")
            .Single(line => line.TextContent.Contains("ny@hospital.example", StringComparison.Ordinal));
        Assert.That(row.TextContent, Does.Contain("inviteret, linket virker til og med 10. marts 2026"));
        Assert.That(list.Body!.TextContent, Does.Not.Contain(link[^43..]));
        var account = row.QuerySelector("a")!.GetAttribute("href")!;
        Assert.That((await PageAsync(account, cookie)).QuerySelector("#certify-form"), Is.Null);
        using var again = await PostAsync(account + "/invite", cookie, ("FullName", "Åse Ravn"), ("Role", "CaseHandler"), ("Unit", unit));
        Assert.That((await again.PageAsync()).QuerySelector("#invitation-link"), Is.Not.Null);
        Assert.That(
            (await scheme.Web.Client.GetAsync(new Uri(link).AbsolutePath)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "replaced");
        using var closed = await PostAsync(account + "/offboard", cookie, ("Offboard", "yes"));
        Assert.That(closed.Headers.Location?.ToString(), Is.EqualTo("/da/office/accounts?notice=offboarded"));
        Assert.That((await PageAsync(account, cookie)).QuerySelector("#state")?.TextContent, Is.EqualTo("lukket"));
    }

    [TestCase("Email", "ikke en adresse"), TestCase("FullName", "Åse"), TestCase("Role", "Operator"), TestCase("Unit", "none")]
    public async Task A_wrong_field_of_an_invitation_is_named_and_what_was_typed_stays(string field, string value)
    {
        var cookie = await scheme.SignInAsync(operatorOf);
        var fields = new Dictionary<string, string>
        {
            ["Scheme"] = scheme.Scheme.Name, ["Email"] = "fejl@hospital.example", ["FullName"] = "Mikkel Østergaard",
            ["Role"] = "CaseHandler", ["Unit"] = scheme.Scheme.Units[0].Id.ToString(), [field] = value,
        };
        using var answer = await PostAsync("/da/office/accounts/invite", cookie, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#error-summary a")?.GetAttribute("href"), Is.EqualTo("#" + field));
        Assert.That(page.QuerySelector("#Email")?.GetAttribute("value"), Is.EqualTo(fields["Email"]));
    }

    [Test]
    public async Task Each_role_finds_its_own_pages_and_no_others()
    {
        var administrator = await scheme.SignInAsync(first);
        var runs = await scheme.SignInAsync(operatorOf);
        foreach (var (path, cookie, status) in new[]
        {
            ("people", administrator, HttpStatusCode.OK), ("access", administrator, HttpStatusCode.OK),
            ("accounts", administrator, HttpStatusCode.NotFound), ("accounts/invite", administrator, HttpStatusCode.NotFound),
            ("people", runs, HttpStatusCode.NotFound), ("access", runs, HttpStatusCode.NotFound),
            ("access/csv", runs, HttpStatusCode.NotFound), ("accounts", runs, HttpStatusCode.OK), ("inbox", runs, HttpStatusCode.NotFound),
            ($"people/{Guid.NewGuid()}", administrator, HttpStatusCode.NotFound),
            ($"accounts/{Guid.NewGuid()}", runs, HttpStatusCode.NotFound), ("accounts/invite?scheme=nope", runs, HttpStatusCode.NotFound),
        })
        {
            Assert.That((await GetAsync("/da/office/" + path, cookie)).StatusCode, Is.EqualTo(status), path);
        }
    }

    [Test]
    public async Task The_access_review_says_who_did_what_to_whom_and_comes_as_a_file_that_no_spreadsheet_runs()
    {
        var handler = await scheme.EnrolAsync("formel@hospital.example", "=HYPERLINK(1) Formel", StaffRoles.CaseHandler);
        var cookie = await scheme.SignInAsync(first);
        scheme.Time.Advance(TimeSpan.FromSeconds(1));
        await CertifyAsync(cookie, handler);
        var page = await PageAsync("/da/office/access", cookie);
        var newest = page.QuerySelector("#access tbody tr")!.QuerySelectorAll("td").Select(cell => cell.TextContent).ToList();
        Assert.That(newest[1..], Is.EqualTo(new[] { "Anne Holm", "godkendte", "=HYPERLINK(1) Formel" }));
        using var file = await GetAsync("/da/office/access/csv?from=2026-03-01&to=2026-03-31", cookie);
        Assert.That(file.Content.Headers.ContentDisposition?.FileName, Is.EqualTo("access-2026-03-01-2026-03-31.csv"));
        var csv = await file.Content.ReadAsStringAsync();
        Assert.That(csv, Does.StartWith("\uFEFF\"Hvornår\";").And.Contain("\"godkendte\";\"Anne Holm\";\"'=HYPERLINK(1) Formel\";\"ja\""));
        Assert.That((await PageAsync("/da/office/access?from=2025-01-01&to=2025-01-31", cookie)).QuerySelector("#nothing"), Is.Not.Null);
        using var wrong = await GetAsync("/da/office/access?from=2026-02-31&to=x", cookie);
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task A_forgotten_page_is_over_after_half_an_hour_and_its_form_is_not_taken()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        var id = await IdAsync(handler);
        var shown = await ShownAsync(administrator, id);
        scheme.Time.Advance(TimeSpan.FromMinutes(31));
        using var answer = await PostAsync(
            $"/da/office/people/{id}/certify", administrator, ("Shown", shown), ("Fingerprint", handler.Fingerprint!));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/da/office/sign-in?notice=ended"));
        Assert.That(await CountAsync($"SELECT count(*) FROM intake.certificate WHERE person_id = '{id}'"), Is.Zero);
    }

    private Task<Member> HandlerAsync() =>
        scheme.EnrolAsync($"handler{++people}@hospital.example", "Lars Thygesen", StaffRoles.CaseHandler);

    private Task<Member> AdministratorAsync() =>
        scheme.EnrolAsync($"third{++people}@law.example", "Vibeke Storm", StaffRoles.Administrator);

    private async Task<Guid> IdAsync(Member member)
    {
        await using var db = scheme.Databases.AsWeb();
        return await db.Staff.Where(person => person.Email == member.Email).Select(person => person.Id).SingleAsync();
    }

    private async Task<long> CountAsync(string sql) => long.Parse(
        (await scheme.Databases.Server.Psql(scheme.Databases.Name, sql)).Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> ShownAsync(string cookie, Guid id) =>
        (await PageAsync($"/da/office/people/{id}", cookie)).QuerySelector("input[name=Shown]")!.GetAttribute("value")!;

    private async Task<HttpResponseMessage> CertifyAsync(string cookie, Member member, string? fingerprint = null)
    {
        var id = await IdAsync(member);
        return await PostAsync($"/da/office/people/{id}/certify", cookie, ("Shown", await ShownAsync(cookie, id)),
            ("Fingerprint", fingerprint ?? member.Fingerprint!));
    }

    private async Task<AngleSharp.Dom.IDocument> PageAsync(string path, string cookie)
    {
        using var answer = await GetAsync(path, cookie);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.PageAsync();
    }

    private Task<HttpResponseMessage> GetAsync(string path, string cookie) => SendAsync(new(HttpMethod.Get, path), cookie);

    private Task<HttpResponseMessage> PostAsync(string path, string cookie, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return SendAsync(request, cookie);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string cookie)
    {
        request.Headers.Add("Cookie", cookie);
        return scheme.Web.Client.SendAsync(request);
    }
}
