namespace Intake.Tests.Core.Sealing;

/// <summary>Invalid public keys, each wrong in its own way.</summary>
internal static class Points
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

    /// <summary>The y of the point with x = 0 on P-256.</summary>
    private const string YOfZero = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4";

    public static readonly string OnTheCurve = "04" + Zero + YOfZero;

    public static readonly string[] Wrong =
    [
        "",
        "00",
        "04",
        "04" + Zero + Zero,
        "00" + Zero + Zero,
        "03" + Zero,
        "05" + Zero + YOfZero,
        "04" + Zero + YOfZero + "00",
        "04" + Prime + YOfZero,
        "04" + Zero + Prime,
        "04" + Prime + Prime,
        "04" + YOfZero + YOfZero,
    ];
}
