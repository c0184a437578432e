using System.Diagnostics;
using System.Globalization;

namespace Intake.Bench;

/// <summary>Measures rates. Each figure is the median of several rounds, since machines are noisy; compare within one run only.</summary>
internal static class Rate
{
    private const int Rounds = 5;

    /// <summary>Median calls a second over rounds of about a fifth of a second, after a warm-up.</summary>
    public static double Of(Action once)
    {
        once();
        var rates = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var calls = 0;
            do
            {
                once();
                calls++;
            }
            while (clock.ElapsedMilliseconds < 200);
            rates[round] = calls / clock.Elapsed.TotalSeconds;
        }

        return Median(rates);
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    public static double Quantile(IReadOnlyCollection<double> values, double q)
        => values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * q)));

    public static void Print(string what, string figure) => Console.WriteLine($"  {what,-52} {figure}");

    public static void Print(string what, double figure, string unit)
        => Print(what, string.Create(CultureInfo.InvariantCulture, $"{figure,10:#,0.##} {unit}"));
}
