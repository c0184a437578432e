namespace Intake.Core.Sealing;

/// <summary>From the kind and id inside a sealed thing to the party that may stand behind it.</summary>
internal static class PartyResolver
{
    /// <exception cref="SealedException">Not this report's mailbox, and nobody who was certified on the date.</exception>
    public static Party Resolve(HolderKind kind, ReadOnlySpan<byte> id, ReportIdentity report, CertificateBook book, DateOnly date)
    {
        if (kind == HolderKind.Mailbox && id.SequenceEqual(report.Mailbox.Id)) return report.Mailbox;
        var certificate = kind == HolderKind.Staff ? book.HeldOn(id.ToArray(), date) : null;
        return certificate is null ? throw SealedException.Refused() : new Party(certificate);
    }
}
