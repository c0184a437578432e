using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A compartment whose content keys are in hand: from the first epoch to the newest one its holder was granted, or from a cut on
/// for one who was granted nothing before it. Disposing zeroes them. FORMAT.md §8.
/// </summary>
public sealed class OpenCompartment : IDisposable
{
    private readonly SortedList<int, Held> held = [];
    private EpochProvenance? vouch;

    private OpenCompartment(CompartmentContext context) => Context = context;

    public CompartmentContext Context { get; }

    /// <summary>The newest epoch in hand, from 1.</summary>
    public int Epoch => held.Count == 0 ? 0 : held.Keys[^1];

    /// <summary>The oldest epoch in hand: 1, or that of a cut before which this holder has nothing.</summary>
    public int First => held.Keys[0];

    /// <summary>The newest epoch's commitment.</summary>
    public byte[] Commitment => held[Epoch].Commitment;

    /// <summary>The commitment of the oldest epoch in hand. A Referral names that of the first, so that a re-keyed compartment is seen
    /// (FORMAT.md §9); a WorkFile and a StatementFile are never cut.</summary>
    public byte[] FirstCommitment => held[First].Commitment;

    /// <summary>
    /// The last epoch in hand of each part between cuts, the newest last. One who is granted these opens all that this holder does.
    /// </summary>
    public IReadOnlyList<int> Ends => [.. held.Keys.Where(epoch => !held.TryGetValue(epoch + 1, out var next) || next.IsCut)];

    /// <summary>The first cut that is in hand; null where the chain was never cut, or only before what is in hand.</summary>
    public int? FirstCut => held.Keys.Where(epoch => held[epoch].IsCut).Select(epoch => (int?)epoch).FirstOrDefault();

    /// <summary>A new compartment in its first epoch.</summary>
    public static OpenCompartment Create(CompartmentContext place) => FromFirstKey(place, SecretBytes.Random(Suite.KeySize));

    /// <summary>A new compartment whose first key was made earlier, as a form ticket carries it. Takes the key over.</summary>
    public static OpenCompartment FromFirstKey(CompartmentContext place, SecretBytes key)
    {
        var open = new OpenCompartment(place);
        open.Add(1, key, isCut: false);
        return open;
    }

    /// <summary>
    /// Walks the chain of epochs back from the newest granted key. At a cut it goes on from the holder's own key of the epoch before,
    /// or ends there for one who was granted nothing before it. Takes the keys over.
    /// </summary>
    /// <param name="place">Where.</param>
    /// <param name="epochs">Every stored epoch up to the newest key's.</param>
    /// <param name="own">The keys that the holder was granted, at least one, by epoch, each meeting its commitment.</param>
    /// <exception cref="SealedException">
    /// A gap in the chain, a key that does not meet its commitment, or a cut by one who had not the key before it.
    /// </exception>
    internal static OpenCompartment FromKeys(
        CompartmentContext place, IReadOnlyCollection<EpochSeal> epochs, SortedList<int, VouchedKey> own)
    {
        var open = new OpenCompartment(place) { vouch = own.Values[^1].Vouch };
        try
        {
            var (n, key) = (own.Keys[^1], SecretBytes.CopyOf(own.Values[^1].Key.Span));
            while (true)
            {
                var seal = EpochSeal.Find(epochs, n);
                open.held.Add(n, new(key, place.Commitment(n, key.Span), place.MayBeCut && seal?.IsCut == true));
                SealedFormat.Require(seal is not null
                    && CryptographicOperations.FixedTimeEquals(seal.Commitment, open.held[n].Commitment));
                if (n == 1) return open;
                if (open.held[n].IsCut)
                {
                    if (own.Keys[0] >= n) return open;
                    SealedFormat.Require(own.TryGetValue(n - 1, out var before));
                    using (SealedValue.Open(before!.Key.Span, CutPlace(place, n, seal!.Commitment), seal.Previous)) { }
                    key = SecretBytes.CopyOf(before.Key.Span);
                }
                else
                {
                    var before = EpochSeal.Find(epochs, n - 1);
                    SealedFormat.Require(before is not null && seal!.Previous is not null);
                    key = SealedValue.Open(key.Span, PreviousPlace(place, n, before!.Commitment), seal!.Previous);
                }

                n--;
            }
        }
        catch
        {
            open.Dispose();
            throw;
        }
        finally
        {
            foreach (var granted in own.Values) granted.Dispose();
        }
    }

    /// <summary>What is stored of the newest epoch.</summary>
    public EpochSeal NewestSeal()
    {
        var newest = held[Epoch];
        if (Epoch == 1) return new(1, newest.Commitment, Previous: null);
        var before = held[Epoch - 1];
        return new(Epoch, newest.Commitment, newest.IsCut
            ? SealedValue.Seal(before.Key.Span, CutPlace(Context, Epoch, newest.Commitment), [])
            : SealedValue.Seal(newest.Key.Span, PreviousPlace(Context, Epoch, before.Commitment), before.Key.Span));
    }

    /// <summary>Begins the next epoch with a fresh key; nothing sealed from here on opens with the keys before.</summary>
    public EpochSeal NextEpoch() => Next(isCut: false);

    /// <summary>
    /// Begins the next epoch with a fresh key that leads to none before it: one who is granted this epoch and none before opens
    /// nothing that was sealed until now.
    /// </summary>
    /// <exception cref="SealedException">Neither GateCard nor Dialogue.</exception>
    public EpochSeal Cut()
    {
        SealedFormat.Require(Context.MayBeCut);
        return Next(isCut: true);
    }

    /// <summary>
    /// Whether a writer must make the next epoch before sealing or granting anything, by what is signed and sealed alone:
    /// the newest key was given knowing other exclusions than these, or by somebody who is shut out by now, or before
    /// somebody's certificate was revoked. False for an epoch made by this hand. FORMAT.md §8 names what else makes it due.
    /// </summary>
    public bool IsStale(IReadOnlySet<Guid> excluded, CertificateBook book) => vouch is not null && vouch.IsStale(excluded, book);

    /// <summary>Whether the key of an epoch is in hand.</summary>
    public bool Holds(int epoch) => held.ContainsKey(epoch);

    /// <summary>The content key of an epoch.</summary>
    /// <exception cref="SealedException">That epoch is not in hand.</exception>
    internal ReadOnlySpan<byte> Key(int epoch)
    {
        SealedFormat.Require(held.TryGetValue(epoch, out var one));
        return one!.Key.Span;
    }

    /// <summary>The commitment of an epoch.</summary>
    /// <exception cref="SealedException">That epoch is not in hand.</exception>
    internal byte[] CommitmentOf(int epoch)
    {
        SealedFormat.Require(held.TryGetValue(epoch, out var one));
        return one!.Commitment;
    }

    public void Dispose()
    {
        foreach (var one in held.Values) one.Key.Dispose();
        held.Clear();
    }

    private EpochSeal Next(bool isCut)
    {
        vouch = null;
        Add(Epoch + 1, SecretBytes.Random(Suite.KeySize), isCut);
        return NewestSeal();
    }

    private void Add(int epoch, SecretBytes key, bool isCut) => held.Add(epoch, new(key, Context.Commitment(epoch, key.Span), isCut));

    private static byte[] PreviousPlace(CompartmentContext place, int epoch, ReadOnlySpan<byte> commitmentBefore)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Previous).Bytes(place.Bytes()).Int(epoch).Bytes(commitmentBefore).ToArray();
    }

    private static byte[] CutPlace(CompartmentContext place, int epoch, ReadOnlySpan<byte> commitment)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Cut).Bytes(place.Bytes()).Int(epoch).Bytes(commitment).ToArray();
    }

    private sealed record Held(SecretBytes Key, byte[] Commitment, bool IsCut);
}
