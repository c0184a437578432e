using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class PostgresChoiceTests
{
    private readonly List<string> said = [];

    [SetUp]
    public void Forget() => said.Clear();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("container")]
    public async Task An_engine_with_the_image_is_used_unless_installed_binaries_are_asked_for(string? wish) =>
        Assert.That(await DecideAsync(wish, "an engine", ""), Is.EqualTo("an engine"));

    [Test]
    public async Task Without_an_engine_installed_binaries_are_used_and_the_line_says_why()
    {
        Assert.That(await DecideAsync(null, null, "no engine answers"), Is.Null);
        Assert.That(said, Has.One.Contains("no engine answers").And.One.Contains("installed binaries"));
    }

    [Test]
    public async Task Installed_binaries_that_are_asked_for_leave_an_engine_alone()
    {
        Assert.That(
            await PostgresChoice.DecideAsync<string>("installed", () => throw new InvalidOperationException("it was asked"), said.Add),
            Is.Null);
        Assert.That(said, Has.One.Contains("INTAKE_TEST_POSTGRES"));
    }

    [Test]
    public void A_container_that_is_asked_for_and_cannot_be_is_an_error_that_says_why() =>
        Assert.That(
            () => DecideAsync("container", null, "no engine answers"),
            Throws.InvalidOperationException.With.Message.Contains("no engine answers"));

    [TestCase("docker")]
    [TestCase("Installed")]
    public void An_unknown_wish_is_an_error_that_names_the_known_ones(string wish) =>
        Assert.That(
            () => DecideAsync(wish, "an engine", ""),
            Throws.InvalidOperationException.With.Message.Contains(wish).And.Message.Contains("container")
                .And.Message.Contains("installed"));

    private Task<string?> DecideAsync(string? wish, string? engine, string whyNot) =>
        PostgresChoice.DecideAsync(wish, () => Task.FromResult((engine, whyNot)), said.Add);
}
