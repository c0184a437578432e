using System.Text.RegularExpressions;
using Intake.Core.Notices;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>Invitations where mail is set up: the link is in the mail to the person, and nowhere else.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class InvitationMailTests
{
    private const string New = "ny@hospital.example";

    private WorkerBench bench = null!;

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync();

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task The_command_prints_no_link_the_person_gets_it_at_once_and_it_enrols()
    {
        var run = await InviteAsync();
        Assert.That(run, Does.Contain(New).And.Not.Contain("/office/invitation/"));
        var dump = await bench.Founded.Databases.Server.DumpAsync(bench.Founded.Databases.Name);

        await bench.RunAsync<SendMails>();
        var mail = bench.Sink.Mails().Single();
        var token = Link().Match(mail.Body).Groups[1].Value;
        Assert.That(mail.Body, Does.Contain(WorkerBench.Site + "/da/office/invitation/"));
        Assert.That(token, Has.Length.EqualTo(43));
        Assert.That(dump, Does.Not.Contain(token)
            .And.Not.Contain(Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(token))));
        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var offer = await scope.ServiceProvider.GetRequiredService<EnrolmentDesk>().BeginEnrolmentAsync(token, default);
        Assert.That(offer?.Email, Is.EqualTo(New));
    }

    [Test]
    public async Task A_second_invitation_is_the_only_one_whose_link_is_mailed_and_a_spent_one_leaves_no_mail()
    {
        await InviteAsync();
        await InviteAsync();
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().Select(mail => Link().Match(mail.Body).Groups[1].Value).Distinct().Count(), Is.EqualTo(1));

        await InviteAsync();
        await using var db = bench.AsOwner();
        await db.Invitations.ExecuteUpdateAsync(row => row.SetProperty(link => link.UsedOn, new DateOnly(2026, 3, 3)));
        var sent = bench.Sink.Mails().Count;
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(sent));
        Assert.That(await db.Mails.CountAsync(row => row.Kind == MailKind.Invitation), Is.Zero);
    }

    [GeneratedRegex("/en/office/invitation/([A-Za-z0-9_-]{43})")]
    private static partial Regex Link();

    private async Task<string> InviteAsync()
    {
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, "staff", "invite", bench.Founded.Scheme.Name, New, "Åse Ravn",
            "administrator");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Done), run.Errors);
        return run.Output;
    }
}
