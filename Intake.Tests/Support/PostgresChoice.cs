using NUnit.Framework;

namespace Intake.Tests.Support;

/// <summary>
/// Where the tests' PostgreSQL runs, decided once for a whole run: in a container wherever an engine answers and has or gets
/// the image, else from installed binaries. INTAKE_TEST_POSTGRES=container or =installed forces one;
/// INTAKE_TEST_POSTGRES_IMAGE names an image other than the official one.
/// </summary>
public static class PostgresChoice
{
    private const string Variable = "INTAKE_TEST_POSTGRES";

    private static readonly Lazy<Task<ContainerEngine?>> Made = new(MakeAsync);

    private static string Image =>
        Environment.GetEnvironmentVariable("INTAKE_TEST_POSTGRES_IMAGE") is { Length: > 0 } named ? named : "postgres:17";

    /// <summary>Makes the host of a server that is not started yet.</summary>
    public static async Task<IPostgresHost> NewHostAsync(
        PostgresOptions options, IReadOnlyDictionary<string, string> passwords, bool kept) =>
        await Made.Value is { } engine
            ? new PostgresContainer(engine, Image, options, passwords, kept)
            : await InstalledPostgres.InitialiseAsync(options, passwords);

    /// <summary>
    /// The engine to use, or none for installed binaries. Errors: <see cref="InvalidOperationException"/> for an unknown wish,
    /// and when a container is wished for and none is possible.
    /// </summary>
    /// <param name="wish">The variable's value.</param>
    /// <param name="find">Finds an engine that has the image, or says why there is none.</param>
    /// <param name="say">Takes the line that says what was decided and why.</param>
    public static async Task<T?> DecideAsync<T>(string? wish, Func<Task<(T? Engine, string WhyNot)>> find, Action<string> say)
        where T : class
    {
        if (wish is not (null or "" or "container" or "installed"))
        {
            throw new InvalidOperationException($"{Variable}={wish} is not known: it is container, installed or not set.");
        }

        if (wish == "installed")
        {
            say($"PostgreSQL for the tests: installed binaries, as {Variable} asks.");
            return null;
        }

        var (engine, whyNot) = await find();
        if (engine is null && wish == "container")
        {
            throw new InvalidOperationException($"{Variable}=container, but {whyNot}.");
        }

        say(engine is null ? $"PostgreSQL for the tests: installed binaries, for {whyNot}." : "PostgreSQL for the tests: a container.");
        return engine;
    }

    private static Task<ContainerEngine?> MakeAsync() =>
        DecideAsync(Environment.GetEnvironmentVariable(Variable), FindAsync, TestContext.Progress.WriteLine);

    private static async Task<(ContainerEngine? Engine, string WhyNot)> FindAsync()
    {
        var (engine, whyNot) = await ContainerEngine.FindAsync();
        return engine is null || await engine.WhyNoImageAsync(Image) is not { Length: > 0 } noImage ? (engine, whyNot) : (null, noImage);
    }
}
