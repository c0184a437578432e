using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// A compartment whose content keys are in hand, from the first epoch to the newest one its holder was granted.
/// Disposing zeroes them. FORMAT.md §8.
/// </summary>
public sealed class OpenCompartment : IDisposable
{
    private readonly List<SecretBytes> keys = [];
    private readonly List<byte[]> commitments = [];
    private EpochProvenance? vouch;

    private OpenCompartment(CompartmentContext context) => Context = context;

    public CompartmentContext Context { get; }

    /// <summary>The newest epoch in hand, from 1.</summary>
    public int Epoch => keys.Count;

    /// <summary>The newest epoch's commitment.</summary>
    public byte[] Commitment => commitments[^1];

    /// <summary>The first epoch's commitment. A Referral names it, so that a re-keyed compartment is seen (FORMAT.md §9).</summary>
    public byte[] FirstCommitment => commitments[0];

    /// <summary>A new compartment in its first epoch.</summary>
    public static OpenCompartment Create(CompartmentContext place) => FromFirstKey(place, SecretBytes.Random(Suite.KeySize));

    /// <summary>A new compartment whose first key was made earlier, as a form ticket carries it. Takes the key over.</summary>
    public static OpenCompartment FromFirstKey(CompartmentContext place, SecretBytes key)
    {
        var open = new OpenCompartment(place);
        open.Add(key);
        return open;
    }

    /// <summary>Walks the chain of epochs back from the newest granted key. Takes the key over.</summary>
    /// <param name="place">Where.</param>
    /// <param name="epochs">Every stored epoch up to that key's.</param>
    /// <param name="number">The key's epoch.</param>
    /// <param name="vouched">The key and what stands behind it.</param>
    /// <exception cref="SealedException">A gap in the chain, or a key that does not meet its commitment.</exception>
    internal static OpenCompartment FromKey(CompartmentContext place, IReadOnlyCollection<EpochSeal> epochs, int number, VouchedKey vouched)
    {
        var chain = new Stack<SecretBytes>();
        chain.Push(vouched.Key);
        try
        {
            for (var n = number; n >= 1; n--)
            {
                var seal = EpochSeal.Find(epochs, n);
                SealedFormat.Require(seal is not null
                    && CryptographicOperations.FixedTimeEquals(seal.Commitment, place.Commitment(n, chain.Peek().Span)));
                if (n == 1) break;
                var before = EpochSeal.Find(epochs, n - 1);
                SealedFormat.Require(before is not null && seal!.Previous is not null);
                chain.Push(SealedValue.Open(chain.Peek().Span, PreviousPlace(place, n, before!.Commitment), seal!.Previous));
            }

            var open = new OpenCompartment(place) { vouch = vouched.Vouch };
            while (chain.TryPop(out var k)) open.Add(k);
            return open;
        }
        finally
        {
            foreach (var k in chain) k.Dispose();
        }
    }

    /// <summary>What is stored of the newest epoch.</summary>
    public EpochSeal NewestSeal() => new(Epoch, Commitment, Epoch == 1 ? null
        : SealedValue.Seal(keys[^1].Span, PreviousPlace(Context, Epoch, commitments[^2]), keys[^2].Span));

    /// <summary>Begins the next epoch with a fresh key; nothing sealed from here on opens with the keys before.</summary>
    public EpochSeal NextEpoch()
    {
        vouch = null;
        Add(SecretBytes.Random(Suite.KeySize));
        return NewestSeal();
    }

    /// <summary>
    /// Whether a writer must make the next epoch before sealing or granting anything, by what is signed and sealed alone:
    /// the newest key was given knowing other exclusions than these, or by somebody who is shut out by now, or before
    /// somebody's certificate was revoked. False for an epoch made by this hand. FORMAT.md §8 names what else makes it due.
    /// </summary>
    public bool IsStale(IReadOnlySet<Guid> excluded, CertificateBook book) => vouch is not null && vouch.IsStale(excluded, book);

    /// <summary>The content key of an epoch.</summary>
    /// <exception cref="SealedException">That epoch is not in hand.</exception>
    internal ReadOnlySpan<byte> Key(int epoch)
    {
        SealedFormat.Require(epoch >= 1 && epoch <= keys.Count);
        return keys[epoch - 1].Span;
    }

    public void Dispose()
    {
        foreach (var key in keys) key.Dispose();
        keys.Clear();
    }

    private void Add(SecretBytes key)
    {
        keys.Add(key);
        commitments.Add(Context.Commitment(keys.Count, key.Span));
    }

    private static byte[] PreviousPlace(CompartmentContext place, int epoch, ReadOnlySpan<byte> commitmentBefore)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Previous).Bytes(place.Bytes()).Int(epoch).Bytes(commitmentBefore).ToArray();
    }
}
