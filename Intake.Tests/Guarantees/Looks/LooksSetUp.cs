using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>The gallery that the tests of this room share, and what looking at it found.</summary>
[Parallelizable(ParallelScope.Self)]
[SetUpFixture]
public sealed class LooksSetUp
{
    public static Gallery Gallery { get; private set; } = null!;

    internal static Lazy<Task<IReadOnlyList<Fault>>> Found { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        Gallery = await Gallery.OpenAsync();
        Found = new(() => Checkup.OfAsync(Gallery));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (Gallery is not null) await Gallery.DisposeAsync();
    }
}
