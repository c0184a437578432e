using Intake.Core.Accountability;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Intake.Tests.Web.Office;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>The pages on which people come in, are certified and leave, from a scheme that nobody can report to yet.</summary>
internal sealed class PeopleWalk(NewScheme scheme, string language) : Walk("people", language)
{
    private const string Wrong = "000000";
    private Member first = null!;
    private string administrator = "";

    public async Task GoAsync()
    {
        await KeepAsync("start-not-open", GetAsync($"/{Language}/{scheme.Scheme.Name}"));
        await SignInAsync();
        await InvitationAsync();
        await AccountsAsync();
        await CertifyingAsync();
        await OwnAsync();
        await JoiningAsync();
        await RecoveryAsync();
    }

    private async Task SignInAsync()
    {
        await KeepAsync("sign-in", GetAsync(At("sign-in")));
        await KeepAsync("sign-in-errors", PostAsync("sign-in", null, ("Email", "")));
        await KeepAsync("sign-in-refused", PostAsync(
            "sign-in", null, ("Email", "nobody@law.example"), ("Password", "tolv blå cykler"), ("Code", Wrong)));
        await KeepAsync("sign-in-ended", GetAsync(At("sign-in?notice=ended")));
    }

    private async Task InvitationAsync()
    {
        await KeepAsync("invitation-spent", GetAsync(At("invitation/nothing")));
        var path = "invitation/" + await scheme.InviteAsync($"first-{Language}@law.example", "Anne Holm", StaffRoles.Administrator);
        var page = await KeepAsync("invitation", GetAsync(At(path)));
        var (secret, password) = (NewScheme.SecretOf(page), NewScheme.PasswordOf("first"));
        (string, string)[] Fields(string code) =>
            [("Proposal", NewScheme.ProposalOf(page)), ("Password", password), ("PasswordAgain", password), ("Code", code)];
        await KeepAsync("invitation-errors", PostAsync(path, null, Fields(Wrong)));
        var done = await KeepAsync("enrolled", PostAsync(path, null, Fields(scheme.Code(secret))));
        first = new Member(
            $"first-{Language}@law.example", password, secret, done.QuerySelector("#recovery-code")!.TextContent,
            done.QuerySelector("#fingerprint")!.TextContent);
    }

    private async Task AccountsAsync()
    {
        var runs = await scheme.SignInAsync(await scheme.EnrolAsync($"drift-{Language}@region.example", "Ole Lind", StaffRoles.Operator));
        await KeepAsync("accounts", GetAsync(At("accounts"), runs));
        await KeepAsync("invite", GetAsync(At("accounts/invite?scheme=" + scheme.Scheme.Name), runs));
        await KeepAsync("invite-errors", PostAsync("accounts/invite", runs, ("Scheme", scheme.Scheme.Name), ("Email", "x")));
        await KeepAsync("invited", PostAsync(
            "accounts/invite", runs, ("Scheme", scheme.Scheme.Name), ("Email", $"third-{Language}@law.example"),
            ("FullName", "Vibeke Storm"), ("Role", "Administrator")));
        var account = "accounts/" + await IdAsync(first);
        await KeepAsync("account", GetAsync(At(account), runs));
        await KeepAsync("account-errors", PostAsync(account + "/offboard", runs));
    }

    private async Task CertifyingAsync()
    {
        var second = await scheme.EnrolAsync($"second-{Language}@law.example", "Jens Krogh", StaffRoles.Administrator);
        var handler = await scheme.EnrolAsync($"handler-{Language}@hospital.example", "Lars Thygesen", StaffRoles.CaseHandler);
        await KeepAsync("waiting", GetAsync(At("profile"), await scheme.SignInAsync(handler)));
        await scheme.FoundAsync(first, second);
        foreach (var founder in new[] { second, first })
        {
            administrator = await scheme.SignInAsync(founder);
            await CertifyAsync(first);
            await CertifyAsync(second);
        }

        await KeepAsync("people", GetAsync(At("people"), administrator));
        var person = "people/" + await IdAsync(handler);
        var page = await KeepAsync("person", GetAsync(At(person), administrator));
        var shown = page.QuerySelector("input[name=Shown]")!.GetAttribute("value")!;
        await KeepAsync("person-errors", PostAsync(person + "/certify", administrator, ("Shown", shown), ("Fingerprint", "")));
        await KeepAsync("certified-person", GetAsync(At("people/" + await IdAsync(second)), administrator));
        await KeepAsync("certified", GetAsync(At("people?notice=certified"), administrator));
        await KeepAsync("revoke-errors", PostAsync($"people/{await IdAsync(second)}/revoke", administrator));
        var other = $"people/{await IdAsync(second)}";
        await KeepAsync("new-keys-errors", PostAsync(other + "/new-keys", administrator));
        await KeepAsync("leave", GetAsync(At(other + "/leave"), administrator));
        await KeepAsync("leave-errors", PostAsync(other + "/leave", administrator, ("AwayUntilDay", "41")));
        await KeepNewKeysAsync(other);
        await KeepAsync("access", GetAsync(At("access"), administrator));
        await KeepAsync("access-errors", GetAsync(At("access?from=x"), administrator));
        await KeepAsync("roots-none", GetAsync(At("roots"), administrator));
        await SealRootAsync();
        await KeepAsync("roots-errors", PostAsync("roots", administrator, ("Value", "0")));
        var roots = await KeepAsync("roots-due", GetAsync(At("roots"), administrator));
        var value = roots.QuerySelector("#root-value")!.TextContent;
        using (await PostAsync("roots", administrator, ("Value", value)))
            await KeepAsync("roots-signed", GetAsync(At("roots?notice=signed"), administrator));
        await KeepAsync("retention-empty", GetAsync(At("retention"), administrator));
        await KeepAsync("inbox-empty", GetAsync(At("inbox"), administrator));
    }

    /// <summary>A link for somebody whose keys are in use, what its enrolment says, and the keys that wait.</summary>
    private async Task KeepNewKeysAsync(string person)
    {
        var link = (await KeepAsync("new-keys", PostAsync(person + "/new-keys", administrator, ("NewKeys", "yes"))))
            .QuerySelector("#invitation-link")!.TextContent;
        var path = "invitation/" + link[^43..];
        var page = await (await GetAsync(At(path))).PageAsync();
        var (secret, password) = (NewScheme.SecretOf(page), NewScheme.PasswordOf("once more"));
        await KeepAsync("enrolled-beside", PostAsync(path, null, ("Proposal", NewScheme.ProposalOf(page)), ("Password", password),
            ("PasswordAgain", password), ("Code", scheme.Code(secret))));
        await KeepAsync("keys-wait", GetAsync(At(person), administrator));
        var runs = await scheme.SignInAsync(await scheme.EnrolAsync($"drift2-{Language}@region.example", "Ida Falk", StaffRoles.Operator));
        var account = "accounts/" + person.Split('/')[1];
        await KeepAsync("account-in-use", GetAsync(At(account), runs));
        await KeepAsync("account-changed", PostAsync(account + "/invite", runs, ("FullName", "Jens Krogh"), ("Role", "Administrator")));
    }

    private async Task SealRootAsync()
    {
        using var secret = FileSecret.Read(scheme.FileSecretPath);
        await using var db = scheme.Databases.AsOwner();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await new DailyRoots(secret, scheme.Time).SealAsync(db, default);
        await transaction.CommitAsync();
    }

    private async Task JoiningAsync()
    {
        var path = "invitation/" + await scheme.InviteToKoegeAsync(first.Email, "Anne Holm", StaffRoles.Administrator);
        await KeepAsync("join", GetAsync(At(path)));
        await KeepAsync("join-errors", PostAsync(path + "/join", null, ("Password", ""), ("Code", "")));
        scheme.NextCode();
        await KeepAsync("joined", PostAsync(
            path + "/join", null, ("Password", first.Password), ("Code", scheme.Code(first.TotpSecret))));
        var cookie = await scheme.SignInAsync(first);
        await KeepAsync("schemes", GetAsync(At("schemes"), cookie));
        await KeepAsync("schemes-refused", PostAsync("schemes", cookie, ("To", "x")));
    }

    private async Task OwnAsync()
    {
        await KeepAsync("profile", GetAsync(At("profile"), administrator));
        await KeepAsync("clocks", GetAsync(At("clocks"), administrator));
        await KeepAsync("mails", GetAsync(At("mails"), administrator));
        await KeepAsync("mails-errors", PostAsync("mails", administrator, ("AwayUntilDay", "41")));
        await KeepAsync("password", GetAsync(At("password"), administrator));
        await KeepAsync("password-errors", PostAsync("password", administrator, ("Password", "kort")));
    }

    private async Task RecoveryAsync()
    {
        await KeepAsync("recovery", GetAsync(At("recovery")));
        await KeepAsync("recovery-errors", PostAsync("recovery", null, ("Email", "")));
        scheme.NextCode();
        var password = NewScheme.PasswordOf("another one");
        await KeepAsync("recovered", PostAsync(
            "recovery", null, ("Email", first.Email), ("RecoveryCode", first.RecoveryCode), ("Code", scheme.Code(first.TotpSecret)),
            ("Password", password), ("PasswordAgain", password)));
    }

    private async Task CertifyAsync(Member member)
    {
        var path = "people/" + await IdAsync(member);
        using var answer = await GetAsync(At(path), administrator);
        var shown = (await answer.PageAsync()).QuerySelector("input[name=Shown]")!.GetAttribute("value")!;
        using var done = await PostAsync(path + "/certify", administrator, ("Shown", shown), ("Fingerprint", member.Fingerprint!));
    }

    private async Task<Guid> IdAsync(Member member)
    {
        await using var db = scheme.Databases.AsOwner();
        return await db.Staff.Where(person => person.Email == member.Email).Select(person => person.Id).SingleAsync();
    }

    private string At(string path) => $"/{Language}/office/{path}";

    private Task<HttpResponseMessage> GetAsync(string path, string? cookie = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cookie);

    private Task<HttpResponseMessage> PostAsync(string path, string? cookie, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At(path))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return SendAsync(request, cookie);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? cookie)
    {
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return scheme.Web.Client.SendAsync(request);
    }
}
