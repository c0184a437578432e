using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Every cell of both tables (FORMAT.md §9, §11), checked in the maker and, with a forged grant or entry, in the opener.</summary>
[Parallelizable(ParallelScope.Self)]
public class RightsTests
{
    private const CompartmentKind GateCard = CompartmentKind.GateCard, Dialogue = CompartmentKind.Dialogue,
        WorkFile = CompartmentKind.WorkFile, StatementFile = CompartmentKind.StatementFile;

    private static readonly string[] Everybody = ["mailbox", "Anna", "Bo", "Carl", "Dorte", "Finn"];
    private SealedCase report = null!;

    [SetUp]
    public void Receive() => report = new SealedCase();

    [TearDown]
    public void Forget() => report.Dispose();

    // The table of §9 as it is written there; Anna and Bo are administrators, Carl and Dorte belong to one unit, Finn to another.
    private static bool May(string granter, CompartmentKind kind, int epoch, GrantPurpose purpose, string holder, bool heldBefore)
    {
        var (fromMailbox, fromAdministrator, fromHandler) = (granter == "mailbox", granter is "Anna" or "Bo",
            granter is "Carl" or "Dorte" or "Finn");
        var (toMailbox, toAdministrator, toHandler) = (holder == "mailbox", holder is "Anna" or "Bo",
            holder is "Carl" or "Dorte" or "Finn");
        if (kind == WorkFile && !toHandler) return false;
        if (toMailbox && kind is not (GateCard or Dialogue)) return false;
        return purpose switch
        {
            GrantPurpose.Receipt => fromMailbox && kind is GateCard or Dialogue && fromMailbox && epoch == 1 && toAdministrator,
            GrantPurpose.Administration => fromAdministrator && kind != WorkFile && toAdministrator,
            GrantPurpose.Referral => fromAdministrator && toHandler && (kind != WorkFile || epoch == 1),
            GrantPurpose.HandOver => fromHandler && toHandler && (granter == "Finn") == (holder == "Finn"),
            GrantPurpose.Rekey => epoch > 1 && heldBefore && kind switch
            {
                WorkFile => fromHandler,
                StatementFile => !fromMailbox,
                _ => true,
            },
            _ => false,
        };
    }

    [Test]
    public void Who_may_grant_what_to_whom_is_asked_by_maker_and_opener_alike(
        [Values] CompartmentKind kind, [Values(1, 2)] int epoch)
    {
        var room = new Room(report, kind);
        if (epoch == 2) room.Epochs.Add(room.Open.NextEpoch());
        var asked = 0;
        foreach (var granter in Everybody)
        {
            foreach (var holder in Everybody)
            {
                foreach (var purpose in (GrantPurpose[])[0, .. Enum.GetValues<GrantPurpose>(), (GrantPurpose)257])
                {
                    foreach (var heldBefore in new[] { false, true })
        {
            var may = May(granter, kind, epoch, purpose, holder, heldBefore);
            var told = $"{granter} {kind} {epoch} {purpose} {holder} {heldBefore}";
            var self = Principal(holder);
            var forged = Forge.Grant(room.Open, Principal(granter), self.Party, purpose, SealedCase.Today);
            Assert.That(Passes(() =>
                SealedGrant.Make(room.Open, Principal(granter), self.Party, purpose, SealedCase.Today, heldBefore, report.Excluded)),
                Is.EqualTo(may), "made: " + told);
            Assert.That(Passes(() => forged.Open(room.Context, room.Epochs[^1], self, report.Book, heldBefore).Dispose()),
                Is.EqualTo(may), "opened: " + told);
            asked++;
        }
                }
            }
        }

        Assert.That(asked, Is.EqualTo(6 * 6 * 7 * 2));
    }

    private static readonly Dictionary<EntryKind, (CompartmentKind[] In, string By)> Entries = new()
    {
        [EntryKind.Report] = ([Dialogue], "M"),
        [EntryKind.Named] = ([GateCard], "M"),
        [EntryKind.FollowChoice] = ([Dialogue], "M"),
        [EntryKind.Answer] = ([Dialogue], "M"),
        [EntryKind.Question] = ([Dialogue], "AH"),
        [EntryKind.Feedback] = ([Dialogue], "AH"),
        [EntryKind.Screening] = ([Dialogue], "A"),
        [EntryKind.Referral] = ([Dialogue], "A"),
        [EntryKind.Exclusion] = ([Dialogue], "MAH"),
        [EntryKind.Note] = ([WorkFile], "H"),
        [EntryKind.Statement] = ([StatementFile], "H"),
        [EntryKind.StatementReturn] = ([StatementFile], "A"),
        [EntryKind.StatementAcceptance] = ([StatementFile], "A"),
        [EntryKind.Attachment] = ([Dialogue, WorkFile, StatementFile], "MAH"),
        [EntryKind.Acknowledgement] = ([Dialogue], "AH"),
        [EntryKind.Step] = ([WorkFile], "H"),
        [EntryKind.Assessment] = ([WorkFile], "H"),
        [EntryKind.Closing] = ([Dialogue], "AH"),
        [EntryKind.Orientation] = ([WorkFile, StatementFile], "MAH"),
        [EntryKind.ContactRequest] = ([Dialogue], "M"),
        [EntryKind.ContactProposal] = ([Dialogue], "AH"),
        [EntryKind.ContactReply] = ([Dialogue], "M"),
        [EntryKind.Minutes] = ([Dialogue], "AH"),
        [EntryKind.MinutesAnswer] = ([Dialogue], "M"),
        [EntryKind.Clearance] = ([Dialogue], "AH"),
        [EntryKind.Decision] = ([Dialogue], "AH"),
        [EntryKind.Action] = ([WorkFile], "H"),
        [EntryKind.Duty] = ([WorkFile], "H"),
        [EntryKind.PlanTask] = ([WorkFile], "H"),
        [EntryKind.Checklist] = ([WorkFile], "H"),
        [EntryKind.Interview] = ([WorkFile], "H"),
        [EntryKind.Hearing] = ([WorkFile], "H"),
        [EntryKind.Suspicion] = ([WorkFile], "H"),
        [EntryKind.PressRisk] = ([StatementFile], "H"),
        [EntryKind.Window] = ([WorkFile], "H"),
        [EntryKind.Aftercare] = ([StatementFile], "H"),
        [EntryKind.CheckIn] = ([Dialogue], "AH"),
        [EntryKind.Reopening] = ([Dialogue], "AH"),
        [EntryKind.TakenBack] = ([StatementFile], "A"),
        [EntryKind.Declined] = ([StatementFile], "H"),
        [EntryKind.ToUnit] = ([StatementFile], "A"),
        [EntryKind.ToAdministrator] = ([StatementFile], "H"),
        [EntryKind.Doubt] = ([Dialogue], "A"),
        [EntryKind.Link] = ([Dialogue], "A"),
        [EntryKind.ApartProposal] = ([Dialogue], "AH"),
        [EntryKind.ApartAnswer] = ([Dialogue], "A"),
        [EntryKind.InCharge] = ([StatementFile], "AH"),
        [EntryKind.OwnDates] = ([StatementFile], "A"),
        [EntryKind.Cut] = ([Dialogue], "A"),
        [EntryKind.MarkedCopy] = ([StatementFile], "A"),
        [EntryKind.MarkedCard] = ([GateCard], "A"),
        [EntryKind.MessageProposal] = ([Dialogue, WorkFile], "AH"),
        [EntryKind.MessageReturn] = ([Dialogue, WorkFile], "AH"),
        [EntryKind.MessageSent] = ([Dialogue, WorkFile], "AH"),
        [EntryKind.GateNames] = ([GateCard], "A"),
        [EntryKind.Holders] = ([Dialogue], "AH"),
    };

    private static readonly Dictionary<CompartmentKind, string> Writers = new()
    {
        [GateCard] = "MAH", [Dialogue] = "MAH", [WorkFile] = "H", [StatementFile] = "AH",
    };

    [Test]
    public void Who_may_write_what_where_is_asked_by_maker_and_opener_alike([Values] CompartmentKind kind)
    {
        var room = new Room(report, kind);
        foreach (var entry in (EntryKind[])[0, .. Enum.GetValues<EntryKind>(), (EntryKind)257])
        {
            foreach (var (name, letter) in new[] { ("mailbox", 'M'), ("Anna", 'A'), ("Carl", 'H') })
        {
            var may = Entries.TryGetValue(entry, out var row) && row.In.Contains(kind) && row.By.Contains(letter)
                && Writers[kind].Contains(letter);
            var author = Principal(name);
            Assert.That(Passes(() => SealedEntry.Seal(room.Open, report.Vault, author, entry, null, SealedCase.Today, "{}"u8)),
                Is.EqualTo(may),
                $"sealed: {entry} in {kind} by {name}");
            var forged = Forge.Entry(room.Open, report.Vault, author, entry, null, SealedCase.Today);
            Assert.That(Passes(() => forged.Open(room.Open, report.Vault, report.Book, before: null)), Is.EqualTo(may),
                $"opened: {entry} in {kind} by {name}");
        }
        }
    }

    [Test]
    public void A_compartment_of_no_kind_is_nobodys()
    {
        var room = OpenCompartment.Create(new(report.Report, (CompartmentKind)257, Guid.NewGuid()));
        Refusal.Of(() => SealedEntry.Seal(room, report.Vault, report.Mailbox, EntryKind.Exclusion, null, SealedCase.Today, []));
        Assert.That(EntryRights.MayWriteIn((CompartmentKind)257, report.PartyOf(report.Anna)), Is.False);
    }

    private UnlockedPrincipal Principal(string name) => name == "mailbox"
        ? report.Mailbox
        : report.Unlocked(report.CertificateOf.Keys.Single(p => p.Name.StartsWith(name, StringComparison.Ordinal)));

    private static bool Passes(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (SealedException)
        {
            return false;
        }
    }
}
