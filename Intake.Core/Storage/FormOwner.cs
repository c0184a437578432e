using System.Security.Cryptography;
using Intake.Core.Sealing;

namespace Intake.Core.Storage;

/// <summary>
/// Whose mailbox a form belongs to. A form's single-use token that is made for a page of a mailbox says so to us alone: half of it is
/// random, the other half a keyed hash of that and the report. So a form of one mailbox that is posted while another one is open in the
/// same browser is known, and nothing of it is stored or shown there. One for each request. FORMAT.md §14.
/// </summary>
public sealed class FormOwner(FileSecret fileSecret)
{
    private const int RandomBytes = FormUse.TokenSize / 2;

    private Guid? report;
    private byte[]? posted;

    /// <summary>Whether a form was posted that belongs to another mailbox than the one that was open.</summary>
    public bool WasAnothers { get; private set; }

    /// <summary>The token of the form that the request posts; empty where it has none.</summary>
    public ReadOnlySpan<byte> Posted => posted;

    /// <summary>A token for a form of the page that is being made.</summary>
    public byte[] NewToken()
    {
        var random = RandomNumberGenerator.GetBytes(RandomBytes);
        return report is { } of ? Owned(random, of) : RandomNumberGenerator.GetBytes(FormUse.TokenSize);
    }

    /// <summary>Says which token the request posts.</summary>
    /// <param name="token"><see cref="FormUse.TokenSize"/> bytes.</param>
    public void Of(ReadOnlySpan<byte> token)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(token.Length, FormUse.TokenSize);
        posted = token.ToArray();
    }

    /// <summary>
    /// Whether the posted form may be one of this report's mailbox; then the page that is made is one of it too. A form without a token is
    /// from no page of ours, and belongs to nobody.
    /// </summary>
    public bool Fits(Guid reportId)
    {
        if (posted is { } token && !CryptographicOperations.FixedTimeEquals(token, Owned(token[..RandomBytes], reportId)))
        {
            WasAnothers = true;
            return false;
        }

        report = reportId;
        return true;
    }

    private byte[] Owned(byte[] random, Guid reportId)
    {
        using var key = fileSecret.Derive(FileSecret.TicketUse);
        using var frame = new FrameWriter();
        var hash = HMACSHA256.HashData(key.Span, frame.Label(Labels.FormOwner).Bytes(random).Id(reportId).ToArray());
        return [.. random, .. hash[..RandomBytes]];
    }
}
