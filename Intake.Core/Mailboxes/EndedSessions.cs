using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;

namespace Intake.Core.Mailboxes;

/// <summary>Mailbox sessions that are over: so much as says whether what was typed in a page may go back to a browser.</summary>
public sealed class EndedSessions(IntakeDb db, RingKeys rings)
{
    /// <summary>
    /// Whose mailbox a cookie is of, also once its session is over; it opens nothing. Null when it is forged, or so old that nobody can
    /// tell.
    /// </summary>
    public async Task<Guid?> ReportOfAsync(string? cookie, CancellationToken cancel)
    {
        if (cookie is null || MailboxSessionSeal.HourOf(cookie) is not { } hour) return null;
        try
        {
            using var ring = await rings.OpenAsync(db, hour, cancel);
            if (ring is null) return null;
            using var session = MailboxSessionSeal.Open(ring, cookie);
            return session.ReportId;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
