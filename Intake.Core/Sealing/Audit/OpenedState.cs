namespace Intake.Core.Sealing;

/// <summary>A state record, opened with the file secret: what it says, and who says so.</summary>
public sealed class OpenedState
{
    private readonly StateSeal seal;
    private readonly byte kind;
    private readonly byte[] authorId;
    private readonly byte[] signature;
    private readonly byte[] written;

    internal OpenedState(
        StateSeal seal, ReportIdentity report, byte[] previous, byte kind, byte[] authorId, byte[] signature, byte[] written)
    {
        (this.seal, this.kind, this.authorId, this.signature, this.written) = (seal, kind, authorId, signature, written);
        (Report, Previous) = (report, previous);
        var columns = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var frame = new FrameReader(written);
        while (!frame.AtEnd)
        {
            var name = frame.Text();
            SealedFormat.Require(columns.TryAdd(name, frame.Text()));
        }

        Columns = columns;
    }

    /// <summary>The report, by what its genesis is made of.</summary>
    public ReportIdentity Report { get; }

    /// <summary>The hash of the record before, or 32 zeros.</summary>
    public byte[] Previous { get; }

    /// <summary>The columns by name, as text; empty where a column is null.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; }

    /// <summary>Whether nobody signed it: the first record of a report that is older than state records.</summary>
    public bool IsTakenOver => kind == 0 && seal.Number == 1;

    /// <summary>Who signed it: the report's mailbox, or a person who was certified on its day.</summary>
    /// <exception cref="SealedException">Nobody who could.</exception>
    public Party Author(CertificateBook book)
    {
        var author = PartyResolver.Resolve((HolderKind)kind, authorId, Report, book, seal.On);
        Signing.Demand(author.SigningKey,
            StateSeal.Message(Report.Genesis, seal.Number, Previous, seal.On, author.Kind, author.Id, written), signature);
        return author;
    }
}
