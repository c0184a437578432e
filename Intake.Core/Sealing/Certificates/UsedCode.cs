using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What is stored of the last one-time code that a person used: its step under the file secret, so that it works once and no dump says
/// when somebody signed in. FORMAT.md §4.
/// </summary>
public static class UsedCode
{
    /// <summary>Bytes of a mark.</summary>
    public const int Size = 32;

    /// <summary>A code is taken for one step early and one late: so far may the last one that was used be from one that is good.</summary>
    private const int StepsApart = 2;

    /// <summary>The mark of an account that has used none.</summary>
    public static byte[] None => new byte[Size];

    /// <summary>The mark of a step: 32 bytes.</summary>
    public static byte[] Of(FileSecret fileSecret, Guid personId, long step)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Totp);
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(key.Span, frame.Label(Labels.UsedCode).Id(personId).Long(step).ToArray());
    }

    /// <summary>The marks with which a step is used up: its own, and those of the steps after it whose codes may be taken by now.</summary>
    public static IReadOnlyList<byte[]> SpendersOf(FileSecret fileSecret, Guid personId, long step) =>
        [.. Enumerable.Range(0, StepsApart + 1).Select(later => Of(fileSecret, personId, step + later))];
}
