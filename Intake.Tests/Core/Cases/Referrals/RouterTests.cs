using Intake.Core.Cases.Referrals;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Referrals;

[Parallelizable(ParallelScope.Self)]
public sealed class RouterTests
{
    private static readonly Scheme Scheme = SchemeFile.Read(FoundedScheme.RegionFile()).Scheme!;
    private static readonly Unit Below = Scheme.Units.First(u => u.Parent is not null);
    private static readonly Unit Above = Scheme.Unit(Below.Parent!)!;

    [Test]
    public void A_units_own_handlers_come_alone_while_there_are_two_of_them()
        => Assert.That(Route([Handler("A", Below), Handler("B", Below), Handler("C", Above)]).Select(c => c.FullName),
            Is.EqualTo(new[] { "A", "B" }));

    [Test]
    public void With_one_who_may_take_part_the_unit_above_steps_in_and_who_may_not_is_shown()
    {
        var (own, barred) = (Handler("A", Below), Handler("B", Below));
        var route = Route([own, barred, Handler("C", Above), Handler("D", Above)], barred.PersonId);
        Assert.That(route.Select(c => (c.FullName, c.Above, c.Barred)), Is.EqualTo(new[]
            { ("A", false, false), ("B", false, true), ("C", true, false), ("D", true, false) }));
        Assert.That(Router.Check(route, [own.PersonId, barred.PersonId]), Is.EqualTo(RouteFault.Excluded));
        Assert.That(Router.Check(route, [own.PersonId, own.PersonId]), Is.EqualTo(RouteFault.TooFew));
        Assert.That(Router.Check(route, [own.PersonId, Guid.NewGuid()]), Is.EqualTo(RouteFault.Unknown));
        Assert.That(Router.Check(route, [own.PersonId, route[2].PersonId]), Is.Null);
    }

    [Test]
    public void Where_the_reporter_warned_of_the_units_own_the_unit_above_comes_first()
    {
        var (a, b) = (Handler("A", Below), Handler("B", Below));
        var route = Router.Candidates(Scheme, Below, [a, b, Handler("C", Above), Handler("D", Above)], new HashSet<Guid>(),
            new HashSet<Guid> { a.PersonId, b.PersonId });
        Assert.That(route.Select(c => (c.FullName, c.Above)), Is.EqualTo(new[] { ("C", true), ("D", true), ("A", false), ("B", false) }));
    }

    [Test]
    public void Where_the_units_leader_is_named_the_unit_above_comes_first_and_it_is_said()
    {
        var own = new[] { Handler("A", Below), Handler("B", Below) };
        var route = Router.Candidates(Scheme, Below, [.. own, Handler("C", Above)], new HashSet<Guid>(), leaderIsNamed: true);
        Assert.That(route.Select(c => (c.FullName, c.Above, c.LeaderIsNamed)),
            Is.EqualTo(new[] { ("C", true, true), ("A", false, true), ("B", false, true) }));
        Assert.That(Route(own).Select(c => c.LeaderIsNamed), Is.All.False);
    }

    [Test]
    public void An_administrator_is_no_handler_and_one_of_both_units_comes_once()
    {
        var both = Handler("A", Below, Above);
        using var keys = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        var administrator = Certificate.Write(
            Scheme.Id, Guid.NewGuid(), "Z", 1, new DateOnly(2026, 1, 5), CertifiedRoles.Administrator, [], keys.Public, signing.Public);
        Assert.That(Route([both, administrator]).Select(c => c.FullName), Is.EqualTo(new[] { "A" }));
    }

    private static IReadOnlyList<Candidate> Route(IEnumerable<Certificate> certified, params Guid[] barred)
        => Router.Candidates(Scheme, Below, certified, barred.ToHashSet());

    private static Certificate Handler(string name, params Unit[] units)
    {
        using var keys = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        return Certificate.Write(Scheme.Id, Guid.NewGuid(), name, 1, new DateOnly(2026, 1, 5), CertifiedRoles.CaseHandler,
            units.Select(u => u.Id), keys.Public, signing.Public);
    }
}
