using System.Buffers.Text;
using System.Security.Cryptography;
using Intake.Core.Sealing;

namespace Intake.Core.Staff.Accounts;

/// <summary>
/// The token of a link that goes by mail: 32 bytes from the file secret and the invitation's id, so that the worker, which
/// writes the mail, can make the link and no row holds it. FORMAT.md §4, <c>invitation</c>.
/// </summary>
public static class InvitationLink
{
    /// <summary>The token's 32 bytes.</summary>
    public static byte[] TokenOf(FileSecret fileSecret, Guid invitation)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Invitation);
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(key.Span, frame.Label(Labels.Invitation).Id(invitation).ToArray());
    }

    /// <summary>The page's address below the site, such as <c>/da/office/invitation/…</c>.</summary>
    public static string PathOf(FileSecret fileSecret, Guid invitation, string language) =>
        $"/{language}/office/invitation/{Base64Url.EncodeToString(TokenOf(fileSecret, invitation))}";
}

/// <summary>Hands links to the people they are for, in the transaction that makes them. Not there where no mail is set up.</summary>
public interface IInvitationPost
{
    /// <summary>Sees to it that the invitation's link reaches this person's own address.</summary>
    Task PostAsync(Guid staffId, Guid invitation, CancellationToken cancel);
}
