using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Names;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Exclusions;

/// <summary>
/// Who must not read a report: the sealed rule, evaluated against people as they are now. It is made from the Dialogue's
/// entries, so that only a person who holds its key can ask it, and it binds all whom it fits at the time: somebody certified
/// after the report came, or a new account with the address of a reader who was ticked. FORMAT.md §11.
/// </summary>
public sealed class ExclusionRule
{
    private readonly KnownPeople people;
    private readonly List<ReaderIdentity> readers = [];
    private readonly List<ReporterText> named = [];
    private readonly List<ReporterText> texts = [];
    private readonly List<(int Position, ClearanceContent Content)> clearances = [];
    private readonly List<NameBar> lifted = [];
    private readonly List<ReportersWarning> warnings = [];
    private readonly HashSet<Guid> ids = [];
    private readonly HashSet<Guid> shutOutByOthers = [];
    private readonly HashSet<Guid> shutOutByStaff = [];
    private readonly HashSet<Guid> ended = [];

    /// <summary>Of a report that is being received: what it says and what will be sealed with it.</summary>
    /// <param name="people">How the scheme's people are and were called.</param>
    /// <param name="report">The reporter's words and the names of files.</param>
    /// <param name="exclusions">What will be sealed.</param>
    internal ExclusionRule(KnownPeople people, IReadOnlyList<string?> report, IEnumerable<ExclusionContent> exclusions)
    {
        this.people = people;
        texts.Add(new ReporterText(EntryKind.Report, report));
        foreach (var exclusion in exclusions) Add(exclusion);
    }

    /// <summary>Of a report in hand, from the entries of its Dialogue that open; of one read from a cut on, from what the cut restates
    /// too.</summary>
    internal ExclusionRule(KnownPeople people, IReadOnlyList<ReadEntry> dialogue)
    {
        this.people = people;
        var cut = CutContent.BeginningOf(dialogue);
        foreach (var restated in cut?.Exclusions ?? []) Add(restated.Content, restated);
        foreach (var entry in dialogue.Where(entry => entry.Kind == EntryKind.Exclusion))
        {
            if (entry.As<ExclusionContent>() is { } exclusion) Add(exclusion, Restatement.Of(entry, exclusion), entry);
        }

        texts.AddRange(ReporterText.In(dialogue));
        foreach (var entry in dialogue.Where(entry => entry.Kind == EntryKind.Clearance))
        {
            if (entry.As<ClearanceContent>() is { Persons: not null } clearance && Counts(clearance, entry.Opened!.Author.PersonId))
                clearances.Add((entry.Position, clearance));
        }

        lifted.AddRange(BarProposal.In(dialogue).Where(proposal => proposal.IsLifted && proposal.IsByTwo(shutOutByOthers))
            .Select(proposal => proposal.Bar));
        foreach (var restated in cut?.Clearances ?? [])
            if (Counts(restated.Content, restated.AuthorId)) clearances.Add((restated.Position, restated.Content));
    }

    /// <summary>The ids of all exclusions, as they are sealed: what the digests of grants are made of.</summary>
    public IReadOnlySet<Guid> Ids => ids;

    /// <summary>What was written of the case, in its order, and then the lists of who must not read along.</summary>
    public IEnumerable<ReporterText> Texts => texts.Concat(named);

    /// <summary>Ticks that stand for a role.</summary>
    public IReadOnlyList<ReportersWarning> Warnings => warnings;

    /// <summary>Whether the person is shut out: by id, by a reader's identity, or by a name that the reporter gave as such.</summary>
    public bool ShutsOut(Certificate certificate) =>
        ids.Contains(certificate.PersonId)
        || readers.Exists(reader => Fits(reader, certificate))
        || named.Exists(names => Find(names, certificate).Match == NameMatch.Exact);

    /// <summary>
    /// Whether the reporter ticked, gave as a name or wrote of the person at a staff e-mail, who need not be certified: such as the one
    /// who leads a unit.
    /// </summary>
    internal bool Means(string address)
    {
        var (own, name) = (address.Trim().ToLowerInvariant(), KnownPeople.NameIn(address));
        return readers.Exists(reader => string.Equals(reader.Address.Trim(), own, StringComparison.OrdinalIgnoreCase))
            || Texts.Where(text => !text.IsByStaff).Any(text => text.Words.Addresses.Contains(own)
                || (name is not null && NamedPersons.Find(text.Words, name).Match == NameMatch.Exact));
    }

    /// <summary>The staff e-mail of somebody of the scheme, which tells two of one name apart; empty where there is none.</summary>
    public string AddressOf(Guid personId) => people.AddressOf(personId);

    /// <summary>
    /// Whether names that a reporter gives as those of people who must not read along mean this person, or may: there a part of a
    /// name is no coincidence, in whatever letters.
    /// </summary>
    internal bool MayMean(Certificate certificate, string names, IReadOnlyList<string> units) =>
        Listed(new ReporterText(EntryKind.Exclusion, names.Split('\n')), certificate, TitleWords.OfUnits(units)).Match != NameMatch.None;

    /// <summary>What the rule says of a person.</summary>
    /// <param name="certificate">The person.</param>
    /// <param name="units">The titles of their units, by which a text may mean them; none where only certain names count.</param>
    /// <param name="also">Texts outside the Dialogue that are in hand, such as a unit's notes.</param>
    public Judgement Of(Certificate certificate, IReadOnlyList<string>? units = null, IReadOnlyList<ReporterText>? also = null)
    {
        if (ShutsOut(certificate))
        {
            return new(Standing.ShutOut, [])
            {
                SteppedBack = HasSteppedBack(certificate) && !ended.Contains(certificate.PersonId),
                AccessEnded = HasSteppedBack(certificate) && ended.Contains(certificate.PersonId),
                KeptOutByStaff = shutOutByStaff.Contains(certificate.PersonId) && !IsTicked(certificate, byStaffToo: false),
            };
        }

        var where = new List<TextFinding>();
        var words = TitleWords.OfUnits(units ?? []);
        foreach (var text in texts.Concat(named).Concat(also ?? []))
        {
            var found = Find(text, certificate);
            if (found.Match == NameMatch.None && units is not null && !IsCleared(certificate.PersonId, text))
                found = named.Contains(text) ? Listed(text, certificate, words) : Near(text, certificate, words);
            // Staff's own words ask and bar nobody: a person who takes minutes could else put colleagues out of a case.
            var match = text.IsByStaff && found.Match == NameMatch.Exact ? NameMatch.Near : found.Match;
            if (match != NameMatch.None && !(text.IsByStaff && IsCleared(certificate.PersonId, text)))
                where.Add(new(text, match, found.Excerpt));
        }

        var standing = where.Exists(one => one.Match == NameMatch.Exact) ? Standing.Named
            : where.Count > 0 ? Standing.Near : Standing.Free;
        return new(standing, where);
    }

    /// <summary>
    /// Whether two people have said why the person is not the one that the texts so far name: each text has to stand in a bar that was
    /// lifted. What one person said alone counts for nothing here.
    /// </summary>
    public bool IsToldApart(Certificate certificate) => BarOf(certificate).Texts.All(text =>
        lifted.Exists(bar => bar.PersonId == certificate.PersonId && bar.Texts.Contains(text)));

    /// <summary>The reporter's texts that name a person, lifted or not.</summary>
    public NameBar BarOf(Certificate certificate) => new(certificate.PersonId,
        [.. texts.Where(text => !text.IsByStaff && Find(text, certificate).Match == NameMatch.Exact).Select(text => text.EntryId)]);

    /// <summary>The warnings that nobody has answered for this person.</summary>
    public IReadOnlyList<ReportersWarning> OpenFor(Guid personId) =>
        [.. warnings.Where(warning => !clearances.Exists(one => one.Position > warning.Position
            && one.Content.Boxes?.Contains(warning.Box) == true && one.Content.Persons.Contains(personId)))];

    internal void Add(ExclusionContent exclusion) => Add(exclusion, null);

    private void Add(ExclusionContent exclusion, RestatedExclusion? at, ReadEntry? entry = null)
    {
        ids.Add(exclusion.PersonId);
        if (exclusion.Reason == ExclusionContent.Ended) ended.Add(exclusion.PersonId);
        else if (exclusion.Reason != ExclusionContent.Recused) shutOutByOthers.Add(exclusion.PersonId);
        if (exclusion.Reason == ExclusionContent.ByStaff) shutOutByStaff.Add(exclusion.PersonId);
        if (exclusion.Reader is { Address: not null } reader) readers.Add(reader);
        if (exclusion.Box is { } box) warnings.Add(new(box, at?.Position ?? 0, at?.MadeOn ?? default));
        if (BlankText.Is(exclusion.Names)) return;
        var lines = exclusion.Names.Split('\n');
        named.Add(entry is not null ? new ReporterText(entry, lines)
            : at is not null ? new ReporterText(at, lines) : new ReporterText(EntryKind.Exclusion, lines));
    }

    /// <summary>One that is about to be sealed: it counts for what is done in the same step, such as new keys.</summary>
    internal void Add(ClearanceContent clearance) => clearances.Add((int.MaxValue, clearance));

    /// <summary>A bar that the step being taken lifts: the same.</summary>
    internal void Lift(NameBar bar) => lifted.Add(bar);

    /// <summary>First and last name, today's or a former one, or the address of the person's account.</summary>
    private NameFinding Find(ReporterText text, Certificate certificate)
    {
        var address = AddressOf(certificate.PersonId).Trim().ToLowerInvariant();
        if (text.Words.Addresses.Contains(address)) return new(NameMatch.Exact, address);
        return First(people.NamesOf(certificate).Select(name => NamedPersons.Find(text.Words, name)));
    }

    /// <summary>What is like one of the person's names, or is one that their address alone tells.</summary>
    private NameFinding Near(ReporterText text, Certificate certificate, IReadOnlySet<string> unitWords)
    {
        var like = First(people.NamesOf(certificate).Select(name => NearNames.Find(text.Words, name, unitWords)));
        if (like.Match != NameMatch.None || people.NameInAddress(certificate.PersonId) is not { } name) return like;
        return NamedPersons.Find(text.Words, name) with { Match = NameMatch.Near } is { Excerpt.Length: > 0 } found ? found : like;
    }

    /// <summary>The same of a list of names, as each of its lines may have been meant.</summary>
    private NameFinding Listed(ReporterText text, Certificate certificate, IReadOnlySet<string> unitWords) =>
        Find(text, certificate) is { Match: not NameMatch.None } found ? found
            : First(text.Listed.Select(spelling => Near(spelling, certificate, unitWords)));

    private static NameFinding First(IEnumerable<NameFinding> found) =>
        found.FirstOrDefault(one => one.Match != NameMatch.None) ?? NameFinding.None;

    private bool IsCleared(Guid personId, ReporterText text) => text.Position > 0
        && clearances.Exists(one => one.Position > text.Position && IsAboutNames(one.Content, personId));

    private static bool IsAboutNames(ClearanceContent content, Guid personId) =>
        content.Boxes is not { Count: > 0 } && content.Persons.Contains(personId);

    // What somebody said before stepping back still counts, or their stepping back would put others out.
    private bool Counts(ClearanceContent clearance, Guid author) =>
        !clearance.Persons.Contains(author) && !shutOutByOthers.Contains(author);

    private bool HasSteppedBack(Certificate certificate) =>
        ids.Contains(certificate.PersonId) && !shutOutByOthers.Contains(certificate.PersonId)
        && !IsTicked(certificate, byStaffToo: true);

    /// <summary>Whether the reporter, or staff too, ticked them or gave them as a name.</summary>
    private bool IsTicked(Certificate certificate, bool byStaffToo) => readers.Exists(reader => Fits(reader, certificate))
        || named.Exists(names => (byStaffToo || !names.IsByStaff) && Find(names, certificate).Match == NameMatch.Exact);

    private bool Fits(ReaderIdentity reader, Certificate certificate) =>
        string.Equals(AddressOf(certificate.PersonId).Trim(), reader.Address.Trim(), StringComparison.OrdinalIgnoreCase)
        || people.NamesOf(certificate).Any(name => NamedPersons.IsWrittenOutIn([reader.Da, reader.En], name));
}
