using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// Reads and writes proposed messages of an open case. A handler's lie in the unit's WorkFile; an administrator's in the Dialogue, sealed
/// once more for administrators, who share no compartment of which the reporter has no key.
/// </summary>
public sealed class MessageProposals(
    IntakeDb db, EntryLog log, CaseHolders holders, ChargeBook charges, HolderPseudonyms pseudonyms, FileSecret fileSecret)
{
    /// <summary>Where this person proposes: of the places that they hold the first in which somebody else could read it.</summary>
    internal async Task<MessagePlace> PlaceAsync(OpenCase open, CancellationToken cancel)
    {
        IReadOnlyList<Guid?> held = [.. open.ByAdministrator ? new Guid?[] { null } : [], .. HeldOf(open).Select(id => (Guid?)id)];
        if (held.Count == 0) return new(null, []);
        MessagePlace? first = null;
        foreach (var place in held)
        {
            var found = new MessagePlace(place, await ReadersAsync(open, place, open.Staff.Certificate.PersonId, cancel));
            if (found.Readers.Count > 0) return found;
            first ??= found;
        }

        return first!;
    }

    /// <summary>Whether one of them has passed the case's gate.</summary>
    internal Task<bool> IsOpenedAsync(OpenCase open, IReadOnlyList<Certificate> people, CancellationToken cancel)
    {
        var holders = people.Select(one => pseudonyms.OfPerson(open.Report.Row.Id, one.PersonId)).ToList();
        return db.GatePasses.AnyAsync(pass => holders.Contains(pass.Holder) && pass.AskedAgainOn == null, cancel);
    }

    /// <summary>All proposals that this person can read, those of each place oldest first.</summary>
    internal async Task<IReadOnlyList<MessageProposal>> OfAsync(OpenCase open, CancellationToken cancel)
    {
        var dialogue = await log.ReadAsync(open.Report, open.Dialogue, cancel);
        var sent = dialogue.Where(entry => entry.Kind is EntryKind.Question or EntryKind.Feedback)
            .Select(entry => entry.As<TextContent>()?.Proposal).OfType<Guid>().ToHashSet();
        var found = new List<MessageProposal>();
        foreach (var referral in HeldOf(open))
            found.AddRange(In(open, await log.ReadAsync(open.Report, open.WorkFile(referral), cancel), referral, sent));
        if (open.ByAdministrator)
        {
            found.AddRange(In(
                open, [.. dialogue.Where(entry => entry.Opened?.Author.IsAdministrator == true)], null, sent));
        }

        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].IsOpen)
                found[i] = found[i] with { Readers = await ReadersAsync(open, found[i].ReferralId, found[i].By.PersonId, cancel) };
        }

        return found;
    }

    /// <summary>
    /// How many wait in the whole case, also where this person can't read them: by kinds, which are open columns.
    /// </summary>
    internal async Task<int> WaitingAsync(OpenReport report, CancellationToken cancel)
    {
        var rooms = report.Compartments.Where(room => room.Kind is CompartmentKind.Dialogue or CompartmentKind.WorkFile)
            .Select(room => room.Id).ToList();
        var kinds = await db.Entries.AsNoTracking().Where(e => rooms.Contains(e.CompartmentId) && (e.Kind == EntryKind.MessageProposal
            || e.Kind == EntryKind.MessageReturn || e.Kind == EntryKind.MessageSent))
            .Select(e => new { e.CompartmentId, e.Kind }).ToListAsync(cancel);
        return kinds.GroupBy(e => e.CompartmentId)
            .Sum(room => Math.Max(0, room.Sum(e => e.Kind == EntryKind.MessageProposal ? 1 : -1)));
    }

    /// <summary>Seals a proposal, and counts it as its writer's. In the caller's transaction; the caller audits.</summary>
    internal async Task ProposeAsync(OpenCase open, MessagePlace place, WorkForm form, ProposedWords words, CancellationToken cancel)
    {
        var isBoxed = place.ReferralId is null;
        var content = new MessageProposalContent(form.ToString(), isBoxed ? null : words, isBoxed ? BoxOf(open, words) : null);
        await log.AppendAsync(open.Report, CompartmentOf(open, place.ReferralId), EntryKind.MessageProposal, content, open.Today, cancel);
        await CountAsync(open, open.Staff.Certificate.PersonId, 1, cancel);
    }

    /// <summary>Seals that a proposal was returned. In the caller's transaction; the caller audits.</summary>
    internal async Task ReturnAsync(OpenCase open, MessageProposal proposal, string? reason, CancellationToken cancel)
    {
        var content = new MessageReturnContent(proposal.EntryId, proposal.Digest,
            proposal.ReferralId is null ? null : reason, proposal.ReferralId is null && reason is not null ? BoxOf(open, reason) : null);
        await log.AppendAsync(
            open.Report, CompartmentOf(open, proposal.ReferralId), EntryKind.MessageReturn, content, open.Today, cancel);
        await CountAsync(open, proposal.By.PersonId, -1, cancel);
    }

    /// <summary>Seals that a proposal was sent, and as what. In the caller's transaction.</summary>
    internal async Task SentAsync(OpenCase open, MessageProposal proposal, IReadOnlyList<Guid> messages, CancellationToken cancel)
    {
        await log.AppendAsync(open.Report, CompartmentOf(open, proposal.ReferralId), EntryKind.MessageSent,
            new MessageSentContent(proposal.EntryId, proposal.Digest, messages), open.Today, cancel);
        await CountAsync(open, proposal.By.PersonId, -1, cancel);
    }

    private async Task<IReadOnlyList<Certificate>> ReadersAsync(OpenCase open, Guid? referralId, Guid writer, CancellationToken cancel)
    {
        var having = await holders.OfAsync(open.Report, CompartmentOf(open, referralId).Context.Id, cancel);
        var away = await charges.AwayAsync(open.Report.Row.SchemeId, open.Today, cancel);
        return [.. having.Where(one => one.PersonId != writer && (referralId is null ? one.IsAdministrator : one.IsCaseHandler)
                && !away.Contains(one.PersonId) && !open.Report.Rule!.ShutsOut(one))
            .OrderBy(one => one.FullName, StringComparer.Ordinal)];
    }

    /// <summary>The proposals among a compartment's entries that open, each with the first answer to it.</summary>
    private List<MessageProposal> In(OpenCase open, IReadOnlyList<ReadEntry> entries, Guid? referralId, HashSet<Guid> sent)
    {
        var found = new List<MessageProposal>();
        foreach (var entry in entries.Where(entry => entry.Kind == EntryKind.MessageProposal && EntryKinds.IsWhole(entry)))
        {
            if (Read(open, entry, referralId) is not { } proposal) continue;
            var answer = entries.FirstOrDefault(one => one.Position > entry.Position && Answers(one, proposal));
            var returned = answer?.As<MessageReturnContent>();
            found.Add(proposal with
            {
                IsSent = sent.Contains(entry.Id) || answer?.Kind == EntryKind.MessageSent,
                ReturnedBy = answer?.Kind == EntryKind.MessageReturn ? answer.Opened!.Author.Certificate : null,
                ReturnReason = answer?.Kind == EntryKind.MessageReturn
                    ? referralId is null ? Opened<string>(open, returned!.Box) : returned!.Reason : null,
            });
        }

        return found;
    }

    private MessageProposal? Read(OpenCase open, ReadEntry entry, Guid? referralId)
    {
        var content = entry.As<MessageProposalContent>()!;
        var words = referralId is null ? Opened<ProposedWords>(open, content.Box) : content.Words;
        return Codes.Read<WorkForm>(content.Form) is WorkForm.Question or WorkForm.Feedback && words is { Texts.Count: > 0 }
            && entry.Opened!.Author.Certificate is { } by
            ? new(entry.Id, referralId, Codes.Read<WorkForm>(content.Form)!.Value, entry.MadeOn, by, words,
                ProposalSeal.Digest(entry.Id, entry.Opened.Content))
            : null;
    }

    /// <summary>Nobody sends what they proposed themselves: an entry that says so says nothing.</summary>
    private static bool Answers(ReadEntry entry, MessageProposal proposal) => EntryKinds.IsWhole(entry) && entry.Kind switch
    {
        EntryKind.MessageReturn => entry.As<MessageReturnContent>() is { } returned && returned.ProposalId == proposal.EntryId
            && returned.Digest.AsSpan().SequenceEqual(proposal.Digest),
        EntryKind.MessageSent => entry.As<MessageSentContent>() is { } sent && sent.ProposalId == proposal.EntryId
            && sent.Digest.AsSpan().SequenceEqual(proposal.Digest) && entry.Opened!.Author.PersonId != proposal.By.PersonId,
        _ => false,
    };

    private WordsBox BoxOf<T>(OpenCase open, T words)
    {
        var id = Guid.NewGuid();
        return new(id, ProposalSeal.Seal(fileSecret, open.Report.Row.Id, id, ContentJson.Write(words)));
    }

    private T? Opened<T>(OpenCase open, WordsBox? box) where T : class
    {
        try
        {
            return box?.Sealed is null ? null
                : ContentJson.ReadToShow<T>(ProposalSeal.Open(fileSecret, open.Report.Row.Id, box.Id, box.Sealed));
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private async Task CountAsync(OpenCase open, Guid person, int more, CancellationToken cancel)
    {
        var (holder, today) = (pseudonyms.OfPerson(open.Report.Row.Id, person), open.Today);
        await db.GatePasses.Where(pass => pass.Holder == holder && pass.MessagesProposed + more >= 0)
            .ExecuteUpdateAsync(set => set.SetProperty(pass => pass.MessagesProposed, pass => pass.MessagesProposed + more)
                .SetProperty(pass => pass.MarkedOn, today), cancel);
    }

    private static OpenCompartment CompartmentOf(OpenCase open, Guid? referralId) =>
        referralId is { } id ? open.WorkFile(id) : open.Dialogue;

    private static IReadOnlyList<Guid> HeldOf(OpenCase open) => [.. open.Report.Compartments
        .Where(room => room.Kind == CompartmentKind.WorkFile && open.Report.TryOpen(CompartmentKind.WorkFile, room.ReferralId, out _))
        .Select(room => room.ReferralId!.Value).Order()];
}
