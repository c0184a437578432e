using System.Net;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Invitation, sign-in and recovery over real HTTP.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class SignInTests
{
    private NewScheme scheme = null!;
    private int people;

    [OneTimeSetUp]
    public async Task Start() => scheme = await NewScheme.CreateAsync();

    [OneTimeTearDown]
    public async Task Stop() => await scheme.DisposeAsync();

    [Test]
    public async Task The_cookie_is_for_this_site_alone_out_of_reach_of_scripts_and_gone_with_the_browser()
    {
        var member = await EnrolAsync();
        scheme.NextCode();
        var answer = await scheme.TrySignInAsync(member.Email.ToUpperInvariant(), member.Password, scheme.Code(member.TotpSecret));
        Assert.That((answer.StatusCode, answer.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.SeeOther, "/da/office")));
        var parts = answer.Headers.GetValues("Set-Cookie").Single().Split("; ");
        Assert.That(parts[0], Does.Match("^__Host-office=[A-Za-z0-9_-]{43}$"));
        Assert.That(parts[1..], Is.EquivalentTo(new[] { "path=/", "secure", "samesite=strict", "httponly" }));
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task Unknown_address_wrong_password_wrong_code_and_delay_get_one_and_the_same_answer()
    {
        var member = await EnrolAsync();
        scheme.NextCode();
        var answers = new List<(HttpStatusCode, string)>
        {
            await ToldAsync("nobody@hospital.example", member.Password, scheme.Code(member.TotpSecret)),
            await ToldAsync(member.Email, "ikke den rigtige adgangskode", scheme.Code(member.TotpSecret)),
            await ToldAsync(member.Email, member.Password, "000000"),
        };
        for (var i = 0; i < 5; i++) answers.Add(await ToldAsync(member.Email, "ikke den rigtige adgangskode", "000000"));
        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers[0].Item1, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(answers[0].Item2, Does.Contain("Efter fem forsøg i træk").And.Contain("op til fire timer"));
        Assert.That(answers[0].Item2, Does.Contain("href=\"#Email\""));

        async Task<(HttpStatusCode, string)> ToldAsync(string email, string password, string code)
        {
            using var answer = await scheme.TrySignInAsync(email, password, code);
            Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
            return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Replace(email, "", StringComparison.Ordinal));
        }
    }

    [Test]
    public async Task A_code_signs_in_once()
    {
        var member = await EnrolAsync();
        await scheme.SignInAsync(member);
        using var again = await scheme.TrySignInAsync(member.Email, member.Password, scheme.Code(member.TotpSecret));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task Each_empty_field_says_what_to_write_and_the_password_is_never_sent_back()
    {
        using var empty = await scheme.Web.PostAsync("/en/office/sign-in");
        var page = await empty.PageAsync();
        Assert.That(
            page.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#Email", "#Password", "#Code" }));
        using var wrong = await scheme.TrySignInAsync("karen@hospital.example", "en hemmelighed ingen må se", "123456");
        Assert.That(await wrong.Content.ReadAsStringAsync(), Does.Contain("karen@hospital.example").And.Not.Contain("en hemmelighed"));
    }

    [Test]
    public async Task A_new_sign_in_ends_the_session_that_the_browser_had()
    {
        var member = await EnrolAsync();
        var first = await scheme.SignInAsync(member);
        scheme.NextCode();
        var request = new HttpRequestMessage(HttpMethod.Post, "/da/office/sign-in")
        {
            Content = new FormUrlEncodedContent(
                [new("Email", member.Email), new("Password", member.Password), new("Code", scheme.Code(member.TotpSecret))]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Cookie", first);
        Assert.That((await scheme.Web.Client.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await GetAsync("/da/office/profile", first)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task A_mistake_at_enrolment_keeps_the_authenticators_secret_and_spends_no_link()
    {
        var path = "/da/office/invitation/" + await scheme.InviteAsync("mistaken@hospital.example", "Karen Bjerre", StaffRoles.CaseHandler);
        var page = await scheme.Web.Client.PageAsync(path);
        var (secret, proposal) = (NewScheme.SecretOf(page), NewScheme.ProposalOf(page));
        (string Password, string Again, string Code, string Field)[] mistakes =
        [
            ("for kort", "for kort", scheme.Code(secret), "Password"),
            ("tolv blå cykler i regn", "tolv blå cykler i sne", scheme.Code(secret), "PasswordAgain"),
            ("Karen Bjerre Karen Bjerre", "Karen Bjerre Karen Bjerre", scheme.Code(secret), "Password"),
            (new string('å', 200), new string('å', 200), scheme.Code(secret), "Password"),
            ("tolv blå cykler i regn", "tolv blå cykler i regn", "000000", "Code"),
            ("tolv blå cykler i regn", "tolv blå cykler i regn", "", "Code"),
        ];
        foreach (var mistake in mistakes)
        {
            using var answer = await scheme.Web.PostAsync(path,
                ("Proposal", proposal), ("Password", mistake.Password), ("PasswordAgain", mistake.Again), ("Code", mistake.Code));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            page = await answer.PageAsync();
            Assert.That(page.QuerySelector("#error-summary a")?.GetAttribute("href"), Is.EqualTo("#" + mistake.Field));
            Assert.That(NewScheme.SecretOf(page), Is.EqualTo(secret));
            proposal = NewScheme.ProposalOf(page);
        }

        using var done = await scheme.Web.PostAsync(path, ("Proposal", proposal),
            ("Password", "tolv blå cykler i regn"), ("PasswordAgain", "tolv blå cykler i regn"), ("Code", scheme.Code(secret)));
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var again = await scheme.Web.Client.GetAsync(path);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_proposal_of_another_invitation_is_replaced_by_a_new_one()
    {
        var mine = "/da/office/invitation/" + await scheme.InviteAsync("mine@hospital.example", "Karen Bjerre", StaffRoles.CaseHandler);
        var other = "/da/office/invitation/" + await scheme.InviteAsync("other@hospital.example", "Lars Thygesen", StaffRoles.CaseHandler);
        var page = await scheme.Web.Client.PageAsync(other);
        using var answer = await scheme.Web.PostAsync(mine, ("Proposal", NewScheme.ProposalOf(page)),
            ("Password", "tolv blå cykler i regn"), ("PasswordAgain", "tolv blå cykler i regn"),
            ("Code", scheme.Code(NewScheme.SecretOf(page))));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(NewScheme.SecretOf(await answer.PageAsync()), Is.Not.EqualTo(NewScheme.SecretOf(page)));
    }

    [Test]
    public async Task The_one_time_link_reaches_neither_log_nor_referrer_and_tells_nobody_else_anything()
    {
        var token = await scheme.InviteAsync("quiet@hospital.example", "Sofie Dam", StaffRoles.CaseHandler);
        using var answer = await scheme.Web.Client.GetAsync("/da/office/invitation/" + token);
        Assert.That(answer.Headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "strict-origin" }));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Sofie Dam"));
        Assert.That(scheme.Web.Log, Does.Not.Contain(token));
        foreach (var wrong in new[] { "x", token[..42] + (token[42] == 'A' ? 'Q' : 'A'), token + "A" })
        {
            using var none = await scheme.Web.Client.GetAsync("/da/office/invitation/" + wrong);
            Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task The_recovery_code_gives_a_new_password_once_and_ends_every_session()
    {
        var member = await EnrolAsync();
        var cookie = await scheme.SignInAsync(member);
        scheme.NextCode();
        const string password = "syv grønne hatte på hylden";
        using var done = await RecoverAsync(member, password);
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var next = (await done.PageAsync()).QuerySelector("#recovery-code")!.TextContent;
        Assert.That(next, Is.Not.EqualTo(member.RecoveryCode));
        Assert.That((await GetAsync("/da/office/profile", cookie)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        scheme.NextCode();
        using var again = await RecoverAsync(member, "otte gule hatte på hylden");
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        await scheme.SignInAsync(member with { Password = password });

        Task<HttpResponseMessage> RecoverAsync(Member of, string to) => scheme.Web.PostAsync("/da/office/recovery",
            ("Email", of.Email), ("RecoveryCode", of.RecoveryCode.ToLowerInvariant()), ("Code", scheme.Code(of.TotpSecret)),
            ("Password", to), ("PasswordAgain", to));
    }

    [Test]
    public async Task The_password_is_changed_with_the_old_one_and_other_browsers_are_signed_out()
    {
        var member = await EnrolAsync();
        var (here, there) = (await scheme.SignInAsync(member), await scheme.SignInAsync(member));
        const string password = "ni røde stole i gangen";
        using var wrong = await PostAsync(
            "/da/office/password", here, ("OldPassword", "det var ikke den gamle"), ("Password", password), ("PasswordAgain", password));
        Assert.That((await wrong.PageAsync()).QuerySelector("#error-summary a")?.GetAttribute("href"), Is.EqualTo("#OldPassword"));
        using var done = await PostAsync(
            "/da/office/password", here, ("OldPassword", member.Password), ("Password", password), ("PasswordAgain", password));
        Assert.That(done.Headers.Location?.ToString(), Is.EqualTo("/da/office/profile?notice=password"));
        Assert.That((await GetAsync("/da/office/profile", here)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await GetAsync("/da/office/profile", there)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task Who_waits_for_a_certificate_sees_the_fingerprint_and_no_case()
    {
        var member = await EnrolAsync();
        var cookie = await scheme.SignInAsync(member);
        Assert.That((await GetAsync("/da/office", cookie)).Headers.Location?.ToString(), Is.EqualTo("/da/office/profile"));
        var page = await (await GetAsync("/da/office/profile", cookie)).PageAsync();
        Assert.That(page.QuerySelector("#waiting"), Is.Not.Null);
        Assert.That(page.QuerySelector("#fingerprint")?.TextContent, Is.EqualTo(member.Fingerprint));
        foreach (var closed in new[] { "inbox", "people", "accounts", "access" })
            Assert.That((await GetAsync("/da/office/" + closed, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), closed);
    }

    private Task<Member> EnrolAsync() => scheme.EnrolAsync($"handler{++people}@hospital.example", "Lars Thygesen", StaffRoles.CaseHandler);

    private Task<HttpResponseMessage> GetAsync(string path, string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        return scheme.Web.Client.SendAsync(request);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string cookie, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Cookie", cookie);
        return scheme.Web.Client.SendAsync(request);
    }
}
