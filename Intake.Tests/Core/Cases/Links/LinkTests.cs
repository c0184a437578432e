using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Links;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Screening;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Links;

/// <summary>A link is kept in both cases, and is there for those alone who can open both.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LinkTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent one = null!;
    private Sent other = null!;

    [SetUp]
    public async Task Open()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        one = await scene.InScopeAsync("Det skete i går.");
        other = await Sending.SendAsync(founded, "Det skete også i går.");
        await scene.PassAsync(other, "administrator 1");
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task Both_cases_lead_to_each_other_for_who_opens_both_and_for_nobody_else()
    {
        await scene.ReferAsync(one);
        Assert.That(await LinkAsync("administrator 1"), Is.EqualTo(CaseResult.Done));
        var there = (await scene.ReadAsync(one, "administrator 1"))!.Links.Single();
        Assert.That((there.OtherId, there.Ground, there.Note), Is.EqualTo((other.ReportId, LinkGround.SamePerson, "Samme leder.")));
        var back = (await scene.ReadAsync(other, "administrator 1"))!.Links.Single();
        Assert.That((back.OtherId, back.LinkId), Is.EqualTo((one.ReportId, there.LinkId)));

        // The second administrator has keys of both and has not passed the other's gate; the handlers have no keys of it.
        foreach (var part in new[] { "administrator 2", "handler 1" })
        {
            var view = (await scene.ReadAsync(one, part))!;
            Assert.That(view.Links, Is.Empty, part);
            Assert.That(view.Thread.Select(entry => entry.Kind), Has.None.EqualTo(EntryKind.Link), part);
            Assert.That(view.Thread.All(entry => entry.Opened is { FollowsGap: false }), part);
        }

        var mailbox = await scene.AsReporterAsync(one, (desk, opened) => desk.ReadAsync(opened, default));
        Assert.That(mailbox!.Entries.Where(entry => EntryKinds.IsShownTo(EntryReaders.Reporter, entry.Kind)).Select(entry => entry.Kind),
            Has.None.EqualTo(EntryKind.Link));
        await scene.PassAsync(other, "administrator 2");
        Assert.That((await scene.ReadAsync(one, "administrator 2"))!.Links, Has.Count.EqualTo(1), "now she opens both");
    }

    [Test]
    public async Task A_handler_who_takes_the_entry_apart_with_their_own_keys_finds_no_trace_of_the_other_case()
    {
        await scene.ReferAsync(one);
        await LinkAsync("administrator 1");
        var link = await EntryAsync("handler 1", one);
        foreach (var bigEndian in new[] { true, false })
            Assert.That(link.Box.AsSpan().IndexOf(other.ReportId.ToByteArray(bigEndian)), Is.EqualTo(-1));
        using var guessed = FileSecret.Of(new byte[32]);
        Assert.That(() => LinkSeal.Open(guessed, one.ReportId, link.LinkId, link.Box), Throws.InstanceOf<SealedException>());
        using var secret = FileSecret.Read(founded.FileSecretPath);
        Assert.That(LinkSeal.Open(secret, one.ReportId, link.LinkId, link.Box).OtherId, Is.EqualTo(other.ReportId));
        Assert.That(() => LinkSeal.Open(secret, other.ReportId, link.LinkId, link.Box), Throws.InstanceOf<SealedException>(),
            "it opens in its own case alone");
        Assert.That(() => LinkSeal.Open(secret, one.ReportId, Guid.NewGuid(), link.Box), Throws.InstanceOf<SealedException>());
    }

    [Test]
    public async Task A_half_that_an_administrator_wrote_into_one_case_alone_is_no_link()
    {
        using var secret = FileSecret.Read(founded.FileSecretPath);
        var id = Guid.NewGuid();
        await StaffWriting.WriteAsync(founded, one.ReportId, "administrator 1", EntryKind.Link,
            new LinkContent(id, LinkSeal.Seal(secret, one.ReportId, id, other.ReportId, "{}"u8)));
        Assert.That((await scene.ReadAsync(one, "administrator 1"))!.Links, Is.Empty);
        Assert.That(await LinkAsync("administrator 1"), Is.EqualTo(CaseResult.Done));
    }

    [Test]
    public async Task Who_does_not_open_both_links_nothing_and_nothing_is_linked_twice_to_itself_or_when_it_is_over()
    {
        await scene.ReferAsync(one);
        foreach (var stranger in new[] { "administrator 2", "handler 1", "deputy" })
        {
            Assert.That(await LinkAsync(stranger), Is.EqualTo(CaseResult.NotFound), stranger);
            Assert.That(await LinkAsync(stranger, other, one), Is.EqualTo(CaseResult.NotFound), stranger);
        }

        Assert.That(await LinkAsync("administrator 1", one, one), Is.EqualTo(CaseResult.ChoiceUnknown));
        Assert.That(await LinkAsync("administrator 1", ground: (LinkGround)9), Is.EqualTo(CaseResult.ChoiceUnknown));
        Assert.That(await LinkAsync("administrator 1", note: new string('x', CaseText.Longest + 1)), Is.EqualTo(CaseResult.TextTooLong));
        Assert.That(await LinkAsync("administrator 1"), Is.EqualTo(CaseResult.Done));
        Assert.That(await LinkAsync("administrator 1"), Is.EqualTo(CaseResult.AlreadyLinked));
        Assert.That(await LinkAsync("administrator 1", other, one), Is.EqualTo(CaseResult.AlreadyLinked));

        var over = await Sending.SendAsync(founded, "Kantinen er dyr.");
        await scene.PassAsync(over, "administrator 1");
        var ground = founded.Scheme.Scope.Grounds[0];
        await scene.DoAsync<ScreeningDesk>("administrator 1", (d, s) => d.DecideAsync(over.ReportId, s,
            new ScreeningDecision.Outside(ground.Name, ground.Help, "Det hører til hos din leder."), OutboundAnswer.Checked, default));
        Assert.That(await LinkAsync("administrator 1", one, over), Is.EqualTo(CaseResult.NotNow));
        Assert.That(await LinkAsync("administrator 1", over, one), Is.EqualTo(CaseResult.NotNow));
    }

    [Test]
    public async Task A_link_is_taken_away_from_either_case_and_can_be_made_again()
    {
        await LinkAsync("administrator 1");
        var link = (await scene.ReadAsync(other, "administrator 1"))!.Links.Single().LinkId;
        Assert.That(await UnlinkAsync("administrator 2", one, link), Is.EqualTo(CaseResult.NotFound), "she does not open both");
        Assert.That(await UnlinkAsync("administrator 1", one, Guid.NewGuid()), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await UnlinkAsync("administrator 1", other, link), Is.EqualTo(CaseResult.Done));
        foreach (var sent in new[] { one, other })
            Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Links, Is.Empty);
        Assert.That(await UnlinkAsync("administrator 1", one, link), Is.EqualTo(CaseResult.NotFound), "it is gone already");
        Assert.That(await LinkAsync("administrator 1"), Is.EqualTo(CaseResult.Done));
        Assert.That((await scene.ReadAsync(one, "administrator 1"))!.Links.Single().LinkId, Is.Not.EqualTo(link));
    }

    [Test]
    public async Task Two_who_link_the_same_cases_from_either_side_at_once_make_one_link()
    {
        await scene.PassAsync(other, "administrator 2");
        var answers = await Task.WhenAll(LinkAsync("administrator 1"), LinkAsync("administrator 2", other, one));
        Assert.That(answers, Is.EquivalentTo(new[] { CaseResult.Done, CaseResult.AlreadyLinked }));
        Assert.That((await scene.ReadAsync(one, "administrator 1"))!.Links, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Who_steps_back_from_one_case_no_longer_sees_that_the_other_is_linked_to_it()
    {
        await scene.PassAsync(other, "administrator 2");
        await LinkAsync("administrator 1");
        Assert.That((await scene.ReadAsync(one, "administrator 2"))!.Links, Has.Count.EqualTo(1));
        await scene.DoAsync<GateDesk>("administrator 2", (d, s) => d.RecuseAsync(other.ReportId, s, notNamed: true, default));
        Assert.That((await scene.ReadAsync(one, "administrator 2"))!.Links, Is.Empty);
        Assert.That((await scene.ReadAsync(one, "administrator 1"))!.Links, Has.Count.EqualTo(1));
    }

    private Task<CaseResult> LinkAsync(string part, Sent? from = null, Sent? to = null, LinkGround ground = LinkGround.SamePerson,
        string note = "Samme leder.") => scene.ActAsync<LinkDesk, CaseResult>(part,
            (d, s) => d.LinkAsync((from ?? one).ReportId, (to ?? other).ReportId, s, ground, note, default));

    private Task<CaseResult> UnlinkAsync(string part, Sent from, Guid link) =>
        scene.ActAsync<LinkDesk, CaseResult>(part, (d, s) => d.UnlinkAsync(from.ReportId, link, s, default));

    private async Task<LinkContent> EntryAsync(string part, Sent sent)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var self = founded[part].Unlock();
        using var open = (await scope.ServiceProvider.GetRequiredService<CaseAccess>().ReadAsync(sent.ReportId, self, default))!;
        var log = scope.ServiceProvider.GetRequiredService<EntryLog>();
        return (await log.ReadAsync(open.Report, open.Dialogue, default)).Single(entry => entry.Kind == EntryKind.Link).As<LinkContent>()!;
    }
}
