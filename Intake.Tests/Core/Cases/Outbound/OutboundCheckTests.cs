using System.Security.Cryptography;
using Intake.Core.Cases.Outbound;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Outbound;

/// <summary>What the outbound check finds in texts as people write them, and what it leaves alone.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OutboundCheckTests
{
    private static readonly OutboundContext Known = new(
        ["Karen Bjerre", "Mikkel Østergaard", "Hans Line Holm"],
        ["Overlægen Peter Madsen og Lisbeth. Afdelingen på Rigshospitalet.", "Mette Vinther, sygeplejerske", "jens sørensen"],
        ["7K2M-0QXA", "Rigshospitalet", "70 12 12 88", "raad@help.example"]);

    [TestCase("Mikkel Østergaard ringer til dig.", OutboundKind.StaffName, "Mikkel Østergaard")]
    [TestCase("Du kan altid skrive til Mikkel.", OutboundKind.StaffName, "Mikkel")]
    [TestCase("Bjerres vurdering er, at det skal undersøges.", OutboundKind.StaffName, "Bjerres")]
    [TestCase("Vi har talt med Peter Madsen om det.", OutboundKind.PartyName, "Peter Madsen")]
    [TestCase("Lisbeth har fortalt det samme.", OutboundKind.PartyName, "Lisbeth")]
    [TestCase("We have spoken with Mette Vinther.", OutboundKind.PartyName, "Mette Vinther")]
    [TestCase("Det var Jens Sørensen, der sagde det.", OutboundKind.PartyName, "jens sørensen")]
    [TestCase("Hans nummer er 010190-1234.", OutboundKind.CivilNumber, "010190-1234")]
    [TestCase("Ring 20 30 40 50 i dag.", OutboundKind.Phone, "20 30 40 50")]
    [TestCase("Skriv til hr@hospital.example i stedet.", OutboundKind.Mail, "hr@hospital.example")]
    [TestCase("Han har fået en skriftlig advarsel.", OutboundKind.Sanction, "advarsel")]
    [TestCase("Lederen er blevet AFSKEDIGET.", OutboundKind.Sanction, "AFSKEDIGET")]
    [TestCase("Der er givet en påtale, og vedkommende er fritstillet.", OutboundKind.Sanction, "påtale")]
    [TestCase("Hun er flyttet til et andet afsnit.", OutboundKind.Sanction, "flyttet til et andet")]
    [TestCase("Lederen er fritaget for tjeneste indtil videre.", OutboundKind.Sanction, "fritaget for tjeneste")]
    [TestCase("The ward manager was relieved of her duties.", OutboundKind.Sanction, "relieved of her duties")]
    [TestCase("De er indkaldt til en tjenstlig samtale.", OutboundKind.Sanction, "tjenstlig samtale")]
    [TestCase("The head of department was given a warning.", OutboundKind.Sanction, "given a warning")]
    [TestCase("He has been dismissed.", OutboundKind.Sanction, "dismissed")]
    [TestCase("Du må ikke tale med nogen om sagen.", OutboundKind.Gag, "Du må ikke tale")]
    [TestCase("I den tid må du ikke kontakte dine kolleger.", OutboundKind.Gag, "må du ikke kontakte")]
    [TestCase("Hold det for dig selv indtil videre.", OutboundKind.Gag, "Hold det for dig selv")]
    [TestCase("Vi giver dig et tavshedspålæg.", OutboundKind.Gag, "tavshedspålæg")]
    [TestCase("Husk, at du har tavshedspligt om det her.", OutboundKind.Gag, "du har tavshedspligt")]
    [TestCase("Sagen er fortrolig og må ikke omtales på afsnittet.", OutboundKind.Gag, "må ikke omtales")]
    [TestCase("Fortæl det ikke til andre.", OutboundKind.Gag, "Fortæl det ikke til")]
    [TestCase("You must not talk to anybody about this.", OutboundKind.Gag, "You must not talk")]
    [TestCase("Please keep this to yourself.", OutboundKind.Gag, "keep this to yourself")]
    [TestCase("Do not discuss the case with colleagues.", OutboundKind.Gag, "Do not discuss")]
    [TestCase("Hvem er du?", OutboundKind.AsksWho, "Hvem er du")]
    [TestCase("Må vi få dit fulde navn og et nummer?", OutboundKind.AsksWho, "dit fulde navn")]
    [TestCase("Hvad er dit medarbejdernummer?", OutboundKind.AsksWho, "dit medarbejdernummer")]
    [TestCase("What is your name?", OutboundKind.AsksWho, "What is your name")]
    public void What_should_be_looked_at_is_found_once_and_shown_with_the_words_around_it(string text, OutboundKind kind, string found)
    {
        var findings = OutboundCheck.Of([text], OutboundReader.Reporter, Known).Where(one => one.Kind == kind).ToList();
        Assert.That(findings.Select(one => one.Found), Does.Contain(found));
        Assert.That(findings.Select(one => one.Excerpt), Is.All.Not.Empty);
        Assert.That(OutboundCheck.Of([text], OutboundReader.Reporter, Known).Select(one => one.Kind), Does.Contain(kind));
    }

    [TestCase("Tak for det, du har skrevet. Vi undersøger det og vender tilbage senest den 4. juni 2026.")]
    [TestCase("Advarselslampen på defibrillatoren lyste, og alarmen gik.")]
    [TestCase("Det skete den 24-12-2025 eller 20260114, jf. § 25, stk. 2, i lov nr. 1436 af 29-06-2021.")]
    [TestCase("Sag 7K2M-0QXA, journalnr. 2026-23456789.")]
    [TestCase("Du kan ringe til Arbejdstilsynet på 70 12 12 88 eller +45 70121288 og skrive til raad@help.example.")]
    [TestCase("Vi har tavshedspligt og må ikke tale med andre om din sag.")]
    [TestCase("Du har ikke tavshedspligt, og du kan ikke pålægges tavshed.")]
    [TestCase("Du må gerne tale med din tillidsrepræsentant, og du kan vælge en bisidder.")]
    [TestCase("Skriv ikke dit navn. Vi ved ikke, hvem du er, og vi spørger ikke.")]
    [TestCase("Hans leder har fået hjælp. Line for line er gennemgået.")]
    [TestCase("Rigshospitalet har ændret vagtplanen. Overlægen og afdelingen er enige.")]
    [TestCase("Hvor på afsnittet skete det, og hvornår på døgnet?")]
    [TestCase("Do not tell us who you are. You may talk to anyone you trust; we keep what you wrote confidential.")]
    [TestCase("The alarm fires when the pump stops, and the warning light is on.")]
    [TestCase("We have a duty of confidentiality. You are not bound by one.")]
    [TestCase("")]
    public void What_people_write_every_day_is_left_alone(string text) =>
        Assert.That(OutboundCheck.Of([text], OutboundReader.Reporter, Known).Select(one => $"{one.Kind}: {one.Found}"), Is.Empty);

    [Test]
    public void An_administrator_is_not_silenced_or_asked_and_everything_else_is_looked_at()
    {
        string[] texts = ["Hvem er du? Du må ikke tale om det.", "Peter Madsen fik en advarsel."];
        Assert.That(OutboundCheck.Of(texts, OutboundReader.Administrator, Known).Select(one => (one.Text, one.Kind)),
            Is.EqualTo(new[] { (1, OutboundKind.PartyName), (1, OutboundKind.Sanction) }));
    }

    [Test]
    public void A_number_to_call_belongs_into_the_answer_to_who_wants_to_talk() => Assert.That(
        OutboundCheck.Of(["Ring 20 30 40 50 tirsdag, og sig kodeordet. Hvem er du?"], OutboundReader.Caller, Known).Select(one => one.Kind),
        Is.EqualTo(new[] { OutboundKind.AsksWho }));

    [Test]
    public void Of_several_texts_each_has_its_own_findings_and_a_word_counts_once()
    {
        var findings = OutboundCheck.Of(
            ["Advarsel. Advarsel, advarsel!", "Intet.", "Karen Bjerre og Karen Bjerre fik en advarsel."], OutboundReader.Reporter, Known);
        Assert.That(findings.Select(one => (one.Text, one.Kind)),
            Is.EqualTo(new[] { (0, OutboundKind.Sanction), (2, OutboundKind.StaffName), (2, OutboundKind.Sanction) }));
    }

    [Test]
    public void A_name_of_staff_is_found_wherever_it_stands_and_however_it_is_written()
    {
        foreach (var name in new[]
            { "Mikkel Østergaard", "MIKKEL ØSTERGAARD", "Østergaard, Mikkel", "Mikkel\nØstergaard", "Mikkel B. Østergaards" })
        {
            foreach (var text in new[] { name, $"{name} har sagen.", $"Vi sender det til {name}, når vi er færdige." })
                Assert.That(Kinds(text), Does.Contain(OutboundKind.StaffName), text);
        }
    }

    [Test]
    public void Whatever_stands_around_a_finding_it_is_found_and_whatever_is_cut_off_nothing_fails()
    {
        string[] findings = ["010190-1234", "+45 20 30 40 50", "du må ikke tale med nogen", "en advarsel", "Peter Madsen", "hvem er du"];
        string[] befores = ["", " ", "\n", "Ja. ", "æøå ", "„", "\u200B", "🙂 ", "(", "\t"];
        string[] afters = ["", " ", "\n", ". Ja", " æøå", "“", "\u200B", " 🙂", ")", "?", "\t"];
        foreach (var finding in findings)
        {
            var alone = Kinds(finding);
            Assert.That(alone, Is.Not.Empty, finding);
            foreach (var before in befores)
            {
                foreach (var after in afters)
                    Assert.That(Kinds(before + finding + after), Is.SupersetOf(alone), $"[{before}]{finding}[{after}]");
            }

            for (var length = 0; length < finding.Length; length++) Assert.DoesNotThrow(() => Kinds(finding[..length]));
        }
    }

    [Test]
    public void Any_text_is_looked_through_in_a_moment_and_what_is_found_stands_in_it()
    {
        string[] words =
        [
            "du", "må", "ikke", "tale", "med", "advarsel", "Peter", "Madsen", "20", "30", "\n", ".", "010190", "-", "1234", "@", "dit",
            "navn",
        ];
        for (var round = 0; round < 200; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 40).Select(_ => words[RandomNumberGenerator.GetInt32(words.Length)]));
            var found = OutboundCheck.Of([text], OutboundReader.Reporter, Known).Where(one => one.Kind > OutboundKind.PartyName);
            var written = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            foreach (var finding in found) Assert.That(written, Is.SupersetOf(finding.Found.Split(' ')), text);
        }

        var longest = string.Concat(Enumerable.Repeat("du må ikke ", 4_500));
        Assert.That(Kinds(longest), Is.Empty);
    }

    private static List<OutboundKind> Kinds(string text) =>
        [.. OutboundCheck.Of([text], OutboundReader.Reporter, Known).Select(one => one.Kind)];
}
