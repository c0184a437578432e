using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Web.Site.Waiting;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Waiting;

/// <summary>Who is let through when many ask and nobody is known. One act a minute, two at once for a scheme, three for all.</summary>
[Promise(34)]
[Parallelizable(ParallelScope.Self)]
public sealed class WaitingRoomTests
{
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly Guid Elsewhere = Guid.NewGuid();
    /// <summary>A minute, plus how late a timer may fire.</summary>
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private FakeTimeProvider time = null!;
    private FileSecret secret = null!;

    [SetUp]
    public void Open()
    {
        time = new FakeTimeProvider(new(2026, 3, 3, 9, 30, 0, TimeSpan.Zero));
        secret = FileSecret.Of(RandomNumberGenerator.GetBytes(32));
    }

    [TearDown]
    public void Close() => secret.Dispose();

    [Test]
    public async Task In_quiet_times_everybody_goes_on_at_once_and_the_buckets_fill_again()
    {
        using var room = Room();
        for (var day = 0; day < 3; day++)
        {
            Assert.That((await Ask(room)).MayGo, Is.True);
            Assert.That((await Ask(room)).MayGo, Is.True);
            time.Advance(Minute * 10);
        }
    }

    [Test]
    public async Task A_scheme_that_is_flooded_leaves_the_others_their_part()
    {
        using var room = await FullRoomAsync();
        Assert.That(await TurnAsync(room), Is.Not.Empty);
        Assert.That((await room.EnterAsync(CostlyAct.Send, Elsewhere, "", default)).MayGo, Is.True);
    }

    [Test]
    public async Task Whoever_waited_longest_goes_first_and_by_turns_with_them_those_who_just_came()
    {
        using var room = await FullRoomAsync();
        var turns = new List<string>();
        for (var i = 0; i < 3; i++) turns.Add(await TurnAsync(room));

        // Another web process with the same file secret accepts the turns of this one.
        using var patient = await FullRoomAsync(patience: Minute * 60);
        var waiting = new Dictionary<Task<Admission>, string> { [Ask(patient)] = "just came" };
        foreach (var i in new[] { 2, 0, 1 }) waiting.Add(Ask(patient, turns[i]), $"turn {i}");
        var order = new List<string>();
        while (waiting.Count > 0)
        {
            time.Advance(Minute);
            var next = await Task.WhenAny(waiting.Keys).WaitAsync(Guard);
            Assert.That((await next).MayGo, Is.True);
            waiting.Remove(next, out var who);
            order.Add(who!);
        }

        Assert.That(order, Is.EqualTo(new[] { "just came", "turn 0", "turn 1", "turn 2" }));
    }

    [Test]
    public async Task Turns_gathered_beforehand_cannot_shut_out_somebody_who_just_came()
    {
        var gathered = new List<string>();
        using (var room = await FullRoomAsync())
        {
            for (var i = 0; i < 50; i++) gathered.Add(await TurnAsync(room));
        }

        using var patient = await FullRoomAsync(patience: Minute * 60, life: Minute * 600, places: 4);
        var one = Ask(patient);
        for (var round = 0; round < 300 && !(one.IsCompleted && (await one).MayGo); round++)
        {
            foreach (var turn in gathered) _ = Ask(patient, turn);
            if (one.IsCompleted) one = Ask(patient);
            time.Advance(Minute);
            await Task.Yield();
        }

        Assert.That((await one.WaitAsync(Guard)).MayGo, Is.True);
    }

    [Test]
    public async Task A_turn_is_good_once()
    {
        using var room = await FullRoomAsync();
        var turn = await TurnAsync(room);
        time.Advance(Minute);
        Assert.That((await Ask(room, turn)).MayGo, Is.True);
        Assert.That(room.Held.Used, Is.EqualTo(1));
        Assert.That(Given(await TurnAsync(room, turn)), Is.GreaterThan(Given(turn)));
    }

    [Test]
    public async Task A_turn_keeps_its_age_while_its_holder_keeps_trying_and_ends_after_half_an_hour()
    {
        using var room = await FullRoomAsync();
        var turn = await TurnAsync(room);
        Assert.That(Given(await TurnAsync(room, turn)), Is.EqualTo(Given(turn)));
        time.Advance(TimeSpan.FromMinutes(31));
        await EmptyAsync(room);
        Assert.That(Given(await TurnAsync(room, turn)), Is.GreaterThan(Given(turn)));
    }

    [Test]
    public async Task A_turn_for_another_act_or_scheme_and_an_altered_one_are_none()
    {
        using var room = await FullRoomAsync();
        var turn = await TurnAsync(room);
        Assert.That(WaitingTurn.Open(secret, (int)CostlyAct.Send, Here, turn), Is.Not.Null);
        Assert.That(WaitingTurn.Open(secret, (int)CostlyAct.Open, Here, turn), Is.Null);
        Assert.That(WaitingTurn.Open(secret, (int)CostlyAct.Send, Elsewhere, turn), Is.Null);
        var middle = turn.Length / 2;
        Assert.That(
            WaitingTurn.Open(secret, (int)CostlyAct.Send, Here, turn[..middle] + (turn[middle] == 'A' ? 'B' : 'A') + turn[(middle + 1)..]),
            Is.Null);
        Assert.That(WaitingTurn.Open(secret, (int)CostlyAct.Send, Here, new string('A', 3000)), Is.Null);
    }

    [Test]
    public async Task The_same_page_sent_twice_waits_once()
    {
        using var room = await FullRoomAsync();
        var turn = await TurnAsync(room);
        using var patient = await FullRoomAsync(patience: Minute * 60);
        var first = Ask(patient, turn);
        var second = Ask(patient, turn);
        Assert.That((await first.WaitAsync(Guard)).MayGo, Is.False);
        time.Advance(Minute);
        Assert.That((await second.WaitAsync(Guard)).MayGo, Is.True);
    }

    [Test]
    public async Task A_flood_of_any_size_holds_a_bounded_memory()
    {
        using var room = Room(places: 4);
        var flood = Enumerable.Range(0, 20_000).Select(_ => Ask(room)).ToList();
        Assert.That(room.Held.Waiting, Is.EqualTo(4));
        time.Advance(Minute * 5);
        Assert.That((await Task.WhenAll(flood)).Count(one => one.MayGo), Is.EqualTo(2), "what the bucket held");
        Assert.That(room.Held, Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Whoever_gives_up_leaves_the_line()
    {
        using var room = await FullRoomAsync();
        using var gone = new CancellationTokenSource();
        var asking = room.EnterAsync(CostlyAct.Send, Here, "", gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(room.Held.Waiting, Is.Zero);
    }

    [Test]
    public void A_key_at_the_door_travels_sealed_in_its_turn_and_opens_again()
    {
        using var room = Room();
        using var key = ReceiptKey.New();
        var shown = key.ToPageText();
        var turn = room.Carry(default, key);
        using var carried = room.Carried(turn);
        Assert.That(Encoding.ASCII.GetString(carried!.Carried.Span), Is.EqualTo(shown));
        Assert.That(turn, Does.Not.Contain(shown));
        time.Advance(TimeSpan.FromMinutes(31));
        Assert.That(room.Carried(turn), Is.Null);
    }

    private static Task<Admission> Ask(WaitingRoom room, string turn = "") => room.EnterAsync(CostlyAct.Send, Here, turn, default).AsTask();

    /// <summary>The turn of a person who waited in vain.</summary>
    private async Task<string> TurnAsync(WaitingRoom room, string turn = "")
    {
        var asked = Ask(room, turn);
        time.Advance(TimeSpan.FromMilliseconds(50));
        var answer = await asked.WaitAsync(Guard);
        Assert.That(answer.MayGo, Is.False);
        return answer.Turn;
    }

    private WaitingRoom Room(TimeSpan? patience = null, TimeSpan? life = null, int places = 8) => new(
        new WaitingSettings
        {
            Patience = patience ?? TimeSpan.FromMilliseconds(40),
            TurnLife = life ?? Minute * 30,
            Places = places,
            Rates = { [CostlyAct.Send] = new WaitingRate { PerSecond = 1 / 60.0, Burst = 3, SchemePerSecond = 1 / 60.0, SchemeBurst = 2 } },
        }, secret, time);

    /// <summary>A room whose bucket for this scheme is empty.</summary>
    private async Task<WaitingRoom> FullRoomAsync(TimeSpan? patience = null, TimeSpan? life = null, int places = 8)
    {
        var room = Room(patience, life, places);
        await EmptyAsync(room);
        return room;
    }

    private static async Task EmptyAsync(WaitingRoom room)
    {
        for (var i = 0; i < 2; i++) Assert.That((await Ask(room)).MayGo, Is.True);
    }

    private DateTimeOffset Given(string turn) => WaitingTurn.Open(secret, (int)CostlyAct.Send, Here, turn)!.Given;
}
