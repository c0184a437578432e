using System.Net;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Links and keys that wait, what a change of an account does, and two people of one name.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class PeopleTests
{
    [Test]
    public async Task An_address_that_has_an_account_is_refused_at_the_invitation_and_the_account_stays_as_it_is()
    {
        var handler = await HandlerAsync();
        var cookie = await scheme.SignInAsync(operatorOf);
        using var answer = await PostAsync("/da/office/accounts/invite", cookie, ("Scheme", scheme.Scheme.Name), ("Email", handler.Email),
            ("FullName", "En Anden"), ("Role", "StatisticsReader"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await answer.PageAsync()).QuerySelector("#Email-error")!.TextContent, Does.Contain("under Konti"));
        Assert.That(
            await CountAsync($"SELECT count(*) FROM intake.staff_member WHERE email = '{handler.Email}' AND full_name = 'Lars Thygesen'"),
            Is.EqualTo(1));
    }

    [Test]
    public async Task Two_people_of_one_name_are_told_apart_by_their_addresses_in_the_list()
    {
        var (one, other) = (await HandlerAsync(), await HandlerAsync());
        var administrator = await scheme.SignInAsync(first);
        await CertifyAsync(administrator, one);
        var page = await PageAsync("/da/office/people", administrator);
        Assert.That(page.QuerySelector("#certified")!.TextContent, Does.Contain(one.Email));
        Assert.That(page.QuerySelector("#waiting")!.TextContent, Does.Contain(other.Email));
        var person = await PageAsync($"/da/office/people/{await IdAsync(one)}", administrator);
        Assert.That(person.QuerySelector(".facts")!.TextContent, Does.Contain(one.Email));
    }

    [Test]
    public async Task An_administrator_sets_a_colleagues_leave_which_is_audited_and_told_by_the_usual_mail()
    {
        var (handler, other) = (await HandlerAsync(), await HandlerAsync());
        var administrator = await scheme.SignInAsync(first);
        foreach (var member in new[] { handler, other }) await CertifyAsync(administrator, member);
        var (id, substitute) = (await IdAsync(handler), await IdAsync(other));
        var path = $"/da/office/people/{id}/leave";
        (string, string)[] typed =
            [("AwayUntilDay", "20"), ("AwayUntilMonth", "3"), ("AwayUntilYear", "2026"), ("Substitute", substitute.ToString())];
        using (var refused = await PostAsync(path, administrator, [.. typed[..3], ("Substitute", id.ToString())]))
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), "oneself as substitute");
        var hour = CopenhagenClock.NextMailHour(scheme.Time, scheme.Scheme.Deadlines.MailHours);
        using var secret = FileSecret.Read(scheme.FileSecretPath);
        await using var db = scheme.Databases.AsOwner();
        await new NoticeBook(secret).AddAsync(
            db, MailKind.Reminder, id, NoticeCause.SomethingOpen(hour), "notice.invalid", null, default);
        using (var done = await PostAsync(path, administrator, typed))
            Assert.That(done.Headers.Location?.ToString(), Is.EqualTo("/da/office/people?notice=leaveset"));
        Assert.That(await CountAsync("SELECT count(*) FROM intake.staff_member "
            + $"WHERE id = '{id}' AND away_until = '2026-03-20' AND substitute_id = '{substitute}'"), Is.EqualTo(1));
        Assert.That(await CountAsync("SELECT count(*) FROM intake.audit WHERE action = 37"), Is.EqualTo(1));
        var back = CopenhagenClock.Instant(new(2026, 3, 21), scheme.Scheme.Deadlines.MailHours.Min());
        Assert.That(await MailedAsync(), Is.EqualTo(new[] { hour, back }), "what waited is put off, and the one about the leave is not");
        using (await PostAsync(path, administrator, [("AwayUntilDay", "21"), .. typed[1..]]))
            Assert.That(await MailedAsync(), Is.EqualTo(new[] { hour, back.AddDays(1) }), "nor by a second leave in the same hour");
        using (await PostAsync(path, administrator, typed)) Assert.That(await MailedAsync(), Is.EqualTo(new[] { hour, back }));

        var page = await PageAsync(path, administrator);
        Assert.That(page.QuerySelector("#Substitute option[selected]")?.GetAttribute("value"), Is.EqualTo(substitute.ToString()));
        var people = await PageAsync("/da/office/people", administrator);
        Assert.That(people.QuerySelectorAll("#certified tbody tr")
            .Single(row => row.InnerHtml.Contains(id.ToString(), StringComparison.Ordinal))
            .TextContent, Does.Contain("På orlov til og med 20. marts 2026. Stedfortræder: "));
        Assert.That((await PageAsync($"/da/office/people/{id}", administrator)).QuerySelector("#away"), Is.Not.Null);
        using var handlers = await PostAsync(path, await scheme.SignInAsync(other), typed);
        using var own = await PostAsync($"/da/office/people/{await IdAsync(first)}/leave", administrator, typed);
        Assert.That((handlers.StatusCode, own.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));

        async Task<IEnumerable<DateTimeOffset>> MailedAsync()
        {
            var mails = await db.Mails.AsNoTracking().Where(mail => mail.Kind == MailKind.Reminder).OrderBy(mail => mail.NextAt)
                .ToListAsync();
            Assert.That(mails.Select(new NoticeBook(secret).RecipientOf), Is.All.EqualTo(id));
            return mails.Select(mail => mail.NextAt);
        }
    }

    [Test]
    public async Task What_a_certificate_said_before_stands_beside_what_is_to_be_certified()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        await CertifyAsync(administrator, handler);
        var id = await IdAsync(handler);
        using var changed = await PostAsync($"/da/office/accounts/{id}/invite", await scheme.SignInAsync(operatorOf),
            ("FullName", "Lars Thygesen Dam"), ("Role", "CaseHandler"), ("Unit", scheme.Scheme.Units[0].Id.ToString()));
        Assert.That((await changed.PageAsync()).QuerySelector("#for-administrators"), Is.Not.Null);
        var page = await PageAsync($"/da/office/people/{id}", administrator);
        Assert.That(page.QuerySelectorAll("[data-before]").Select(note => note.TextContent), Does.Contain("før: Lars Thygesen"));
        var profile = await PageAsync("/da/office/profile", await scheme.SignInAsync(handler));
        Assert.That(profile.Body!.TextContent, Does.Not.Contain("Ring til en administrator"), "certified as before");
    }

    [Test]
    public async Task A_link_for_new_keys_is_listed_and_an_administrator_drops_the_keys_made_with_it()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        await CertifyAsync(administrator, handler);
        var id = await IdAsync(handler);
        using var given = await PostAsync($"/da/office/people/{id}/new-keys", administrator, ("NewKeys", "yes"));
        var link = (await given.PageAsync()).QuerySelector("#invitation-link")!.TextContent;
        var listed = (await PageAsync("/da/office/people", administrator)).QuerySelectorAll("#links tbody tr")
            .Single(row => row.TextContent.Contains(handler.Email, StringComparison.Ordinal));
        Assert.That(listed.TextContent, Does.Contain("nye nøgler").And.Contain("10. marts 2026"));
        var log = (await PageAsync("/da/office/access", administrator)).QuerySelector("#access")!.TextContent;
        Assert.That(log, Does.Contain("gav et link til nye nøgler").And.Contain("driftens værktøj"));

        await scheme.EnrolByAsync(link[^43..], handler.Email);
        Assert.That((await PageAsync($"/da/office/people/{id}", administrator)).QuerySelector("#keys-wait"), Is.Not.Null);
        using (var unsure = await PostAsync($"/da/office/people/{id}/drop-keys", administrator))
            Assert.That((await unsure.PageAsync()).QuerySelector("#DropKeys-error"), Is.Not.Null);
        using (var dropped = await PostAsync($"/da/office/people/{id}/drop-keys", administrator, ("DropKeys", "yes")))
            Assert.That(dropped.Headers.Location?.ToString(), Is.EqualTo("/da/office/people?notice=keysdropped"));
        var page = await PageAsync($"/da/office/people/{id}", administrator);
        Assert.That((page.QuerySelector("#keys-wait"), page.QuerySelector("#certify-form")),
            Is.EqualTo((default(AngleSharp.Dom.IElement), default(AngleSharp.Dom.IElement))), "nothing waits, and the keys in use hold");
        Assert.That(await scheme.SignInAsync(handler), Is.Not.Empty);
        Assert.That((await PageAsync("/da/office/access", administrator)).QuerySelector("#access")!.TextContent,
            Does.Contain("kasserede nøgler, der ventede"));
    }

    [Test]
    public async Task Keys_that_wait_go_when_the_role_no_longer_needs_a_certificate()
    {
        var handler = await HandlerAsync();
        var administrator = await scheme.SignInAsync(first);
        await CertifyAsync(administrator, handler);
        var id = await IdAsync(handler);
        using var given = await PostAsync($"/da/office/people/{id}/new-keys", administrator, ("NewKeys", "yes"));
        await scheme.EnrolByAsync((await given.PageAsync()).QuerySelector("#invitation-link")!.TextContent[^43..], handler.Email);
        using var changed = await PostAsync($"/da/office/accounts/{id}/invite", await scheme.SignInAsync(operatorOf),
            ("FullName", "Lars Thygesen"), ("Role", nameof(StaffRoles.StatisticsReader)));
        Assert.That(await CountAsync($"SELECT count(*) FROM intake.pending_keys WHERE staff_id = '{id}'"), Is.Zero);
    }
}
