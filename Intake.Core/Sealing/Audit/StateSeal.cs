using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A state record: what the open columns of a report are after a step, signed by the person who took it and chained to the
/// record before, so that a column that somebody else sets disagrees with it. FORMAT.md §16.
/// </summary>
/// <param name="ReportId">The report.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="On">The day of the step.</param>
/// <param name="Sealed">Under the file secret, so that a dump does not show who took the step.</param>
public sealed record StateSeal(Guid ReportId, int Number, DateOnly On, byte[] Sealed)
{
    /// <summary>Before the first record: 32 zeros.</summary>
    public static byte[] Beginning => new byte[SHA256.HashSizeInBytes];

    /// <summary>Signs and seals a record.</summary>
    public static StateSeal Make(FileSecret fileSecret, ReportIdentity report, UnlockedPrincipal author, int number, byte[] previous,
        DateOnly on, IReadOnlyDictionary<string, string> columns)
    {
        ArgumentNullException.ThrowIfNull(author);
        var written = Write(columns);
        var signature = author.Signing.Sign(Message(report.Genesis, number, previous, on, author.Party.Kind, author.Party.Id, written));
        return Seal(fileSecret, report, number, previous, on, ((byte)author.Party.Kind, author.Party.Id, signature), written);
    }

    /// <summary>Seals a first record without a signature, for a report that came before there were any.</summary>
    public static StateSeal TakeOver(
        FileSecret fileSecret, ReportIdentity report, DateOnly on, IReadOnlyDictionary<string, string> columns) =>
        Seal(fileSecret, report, 1, Beginning, on, (0, [], []), Write(columns));

    /// <summary>The record's hash, a leaf of its day's root, which the next record binds.</summary>
    public byte[] Hash()
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.StateHash).Id(ReportId).Int(Number).Date(On).Bytes(Sealed).ToArray());
    }

    /// <summary>Opens it; whether its author had the right is asked of <see cref="OpenedState.Author"/>.</summary>
    /// <exception cref="SealedException">Another record's, or altered.</exception>
    public OpenedState Open(FileSecret fileSecret)
    {
        using var key = fileSecret.Derive(FileSecret.State);
        using var content = SealedValue.Open(key, Place(ReportId, Number, On), Sealed);
        var frame = new FrameReader(content.Span);
        var report = new ReportIdentity(frame.Id(), ReportId, frame.Bytes(65).ToArray(), frame.Bytes(65).ToArray());
        var opened = new OpenedState(
            this, report, frame.Bytes(32).ToArray(), frame.Byte(), frame.Bytes().ToArray(), frame.Bytes().ToArray(),
            frame.Bytes().ToArray());
        frame.End();
        return opened;
    }

    internal static byte[] Message(byte[] genesis, int number, byte[] previous, DateOnly on, HolderKind kind, byte[] author, byte[] columns)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.State).Byte(Suite.Byte1).Bytes(genesis).Int(number).Bytes(previous).Date(on).Byte((byte)kind)
            .Bytes(author).Bytes(SHA256.HashData(columns)).ToArray();
    }

    private static StateSeal Seal(FileSecret fileSecret, ReportIdentity report, int number, byte[] previous, DateOnly on,
        (byte Kind, byte[] Id, byte[] Signature) by, byte[] columns)
    {
        using var frame = new FrameWriter();
        var content = frame.Id(report.SchemeId).Bytes(report.MailboxEncryptionKey).Bytes(report.MailboxSigningKey).Bytes(previous)
            .Byte(by.Kind).Bytes(by.Id).Bytes(by.Signature).Bytes(columns).ToArray();
        using var key = fileSecret.Derive(FileSecret.State);
        return new(report.ReportId, number, on, SealedValue.Seal(key, Place(report.ReportId, number, on), content));
    }

    private static byte[] Place(Guid report, int number, DateOnly on)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.StatePlace).Id(report).Int(number).Date(on).ToArray();
    }

    private static byte[] Write(IReadOnlyDictionary<string, string> columns)
    {
        using var frame = new FrameWriter();
        foreach (var (name, value) in columns.OrderBy(column => column.Key, StringComparer.Ordinal)) frame.Text(name).Text(value);
        return frame.ToArray();
    }
}
