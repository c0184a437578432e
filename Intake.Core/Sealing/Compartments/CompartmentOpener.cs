namespace Intake.Core.Sealing;

/// <summary>From stored epochs and one's own grants to an open compartment. FORMAT.md §8, §9.</summary>
public static class CompartmentOpener
{
    /// <summary>
    /// Opens as a certified person. Own grants are tried from the oldest epoch on; one that isn't in order counts for
    /// nothing, so a forged row beside a good one shuts nobody out.
    /// </summary>
    /// <exception cref="SealedException">Not certified now, or no grant is in order, or the chain is broken.</exception>
    public static OpenCompartment Open(CompartmentContext place, IReadOnlyCollection<EpochSeal> epochs,
        IEnumerable<SealedGrant> own, UnlockedStaff self, CertificateBook book)
    {
        SealedFormat.Require(book.IsCurrent(self.Certificate));
        return OpenNewest(place, epochs, own, self, book, first: null);
    }

    /// <summary>Opens as the mailbox: the first epoch from its wrap (FORMAT.md §9), later ones from grants. Takes the key over.</summary>
    /// <exception cref="SealedException">The wrap's key or the chain is not in order.</exception>
    public static OpenCompartment Open(CompartmentContext place, IReadOnlyCollection<EpochSeal> epochs,
        IEnumerable<SealedGrant> own, UnlockedMailbox self, CertificateBook book, VouchedKey wrapped)
        => OpenNewest(place, epochs, own, self, book, wrapped);

    private static OpenCompartment OpenNewest(CompartmentContext place, IReadOnlyCollection<EpochSeal> epochs,
        IEnumerable<SealedGrant> own, UnlockedPrincipal self, CertificateBook book, VouchedKey? first)
    {
        var keys = new SortedList<int, VouchedKey>();
        if (first is not null) keys.Add(1, first);
        foreach (var grant in own.OrderBy(g => g.Epoch))
        {
            if (keys.ContainsKey(grant.Epoch) || EpochSeal.Find(epochs, grant.Epoch) is not { } epoch) continue;
            try
            {
                keys.Add(grant.Epoch, grant.Open(place, epoch, self, book, heldBefore: keys.Count > 0));
            }
            catch (SealedException)
            {
                // Counts for nothing; see above.
                continue;
            }
        }

        return keys.Count == 0 ? throw SealedException.Refused() : OpenCompartment.FromKeys(place, epochs, keys);
    }
}
