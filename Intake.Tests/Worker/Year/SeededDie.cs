namespace Intake.Tests.Worker.Year;

/// <summary>A die that falls the same way for the same seed, also in later versions of .NET: splitmix64.</summary>
internal sealed class SeededDie(int seed)
{
    private ulong state = unchecked((ulong)seed);

    /// <summary>From 0 up to, and without, a number.</summary>
    public int Next(int below) => (int)(Draw() % (ulong)below);

    /// <summary>From one number up to, and without, another.</summary>
    public int Next(int from, int below) => from + Next(below - from);

    /// <summary>From 0 up to, and without, 1.</summary>
    public double NextDouble() => (Draw() >> 11) * (1.0 / (1UL << 53));

    private ulong Draw()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
