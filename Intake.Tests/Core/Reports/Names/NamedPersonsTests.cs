using Intake.Core.Reports;
using Intake.Core.Reports.Names;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Reports.Names;

[Parallelizable(ParallelScope.Self)]
public sealed class NamedPersonsTests
{
    private static readonly EncryptionKeyPair Keys = EncryptionKeyPair.Generate();
    private static readonly SigningKeyPair Signing = SigningKeyPair.Generate();

    [OneTimeTearDown]
    public void Close()
    {
        Keys.Dispose();
        Signing.Dispose();
    }

    [TestCase("Det var\uFFFE her"), TestCase("\uD83D alene"), TestCase("\uFDD0")]
    public void A_text_with_what_is_no_character_is_searched_like_any_other(string text) =>
        Assert.That(NamedPersons.In([text], []), Is.Empty);

    [Test]
    public void Noncharacters_are_taken_out_and_all_others_stay()
    {
        Assert.That(Noncharacters.Without("a\uFFFEb\uFFFFc\uFDD0d\uFDEFe"), Is.EqualTo("abcde"));
        Assert.That(Noncharacters.AreIn("Åse 😀 \uFFFD \uFDF0 \uFDCF"), Is.False);
        Assert.That(Noncharacters.AreIn("\U0001FFFE"), Is.True);
    }

    [TestCase("Anne Holm", "Jeg så Anne Holm slå op i journalen.")]
    [TestCase("Anne Holm", "ANNE HOLMS nøgle lå fremme")]
    [TestCase("Anne Holm", "skrevet af anne holm selv")]
    [TestCase("Anne Holm", "Skemaet er underskrevet Holm, Anne.")]
    [TestCase("Anne Holm", "Vagtliste: Holm Anne, Friis Bo")]
    [TestCase("Anne Holm", "Det var Anne M. Holm.")]
    [TestCase("Anne Holm", "Det var Anne Marie Holm.")]
    [TestCase("Anne Holm", "Det var Anne-Marie Holm.")]
    [TestCase("Anne Holm", "An\u00ADne Ho\u200Blm")]
    [TestCase("Anne Holm", "Anne\nHolm")]
    [TestCase("Anne Holm", "\uFF21nne Holm")]
    [TestCase("Anne Marie Holm", "Anne Holm var der")]
    [TestCase("Anne Marie Holm", "anne marie holm var der")]
    [TestCase("Anne Marie Holm", "Holm, Anne Marie")]
    [TestCase("Bo Østergaard", "Bo Oestergaard")]
    [TestCase("Bo Østergaard", "Bo Ostergård")]
    [TestCase("Bo Østergaard", "Bo Östergaard")]
    [TestCase("Åse Kjær", "Aase Kjaer")]
    [TestCase("Åse Kjær", "Ase Kjærs kontor")]
    [TestCase("Aase Kjaer", "Åse Kjær")]
    [TestCase("Maria Isabel de la Cruz Holm", "skrevet til Maria Isabel de la Cruz Holm i går")]
    [TestCase("Dr. Anne Holm", "Det sagde Dr. Anne Holm")]
    [TestCase("Hans Chr. Fr. Holm", "Hans Chr. Fr. Holm var der")]
    [TestCase("Anne O'Brien", "Anne O\u00B4Brien")]
    [TestCase("Anne O'Brien", "Anne O\u2018Brien")]
    [TestCase("Anne O'Brien", "Anne O Brien")]
    [TestCase("Anne O\u00B4Brien", "Anne O'Brien")]
    [TestCase("Anne Holm", "Anne\u200BHolm")]
    [TestCase("Anne Holm", "Anne Holm'er")]
    [TestCase("Anne Holm", "Lund, Mette\nHolm, Anne\nFriis, Bo")]
    [TestCase("Anne Holm", "Lund Mette, Holm Anne, Friis Bo")]
    [TestCase("Anne Holm", "Anne\nMarie Holm")]
    [TestCase("René O\u2019Connor", "Rene O'Connor")]
    public void A_name_is_found_however_it_is_written(string name, string text) => Assert.That(Found(name, text), Is.True);

    [TestCase("Anne Holm", "Anne sagde det til Holm")]
    [TestCase("Anne Holm", "Mette Holm, Anne Friis og Bo Lund var der")]
    [TestCase("Anne Holm", "Mette Holm\nAnne Friis\nBo Lund")]
    [TestCase("Anne Holm", "Anne, Mette Holm og Bo")]
    [TestCase("Anne Holm", "Jeg talte med Holm. Anne var syg.")]
    [TestCase("Anne Holm", "Anne. Det sagde Bo til Holm")]
    [TestCase("Anne Holm", "Anne Holmgaard")]
    [TestCase("Anne Holm", "Marianne Holm")]
    [TestCase("Anne Holm", "Bo Friis")]
    [TestCase("Anne", "Anne var der")]
    public void Somebody_elses_name_is_not_taken_for_it(string name, string text) => Assert.That(Found(name, text), Is.False);

    [Test]
    public void A_name_is_not_put_together_from_the_end_of_one_answer_and_the_beginning_of_the_next() =>
        Assert.That(NamedPersons.In(["Det sagde Holm", "Anne var der"], [CertificateOf("Anne Holm")]), Is.Empty);

    [Test]
    public void A_title_beside_a_tick_box_means_only_the_person_it_writes_out()
    {
        var (one, other) = (CertificateOf("Anne Marie Holm"), CertificateOf("Anne Holm"));
        Assert.That(NamedPersons.WrittenOutIn(["Direktør Anne Marie Holm"], [one, other]), Is.EqualTo(new[] { one }));
    }

    private static bool Found(string name, string text) => NamedPersons.In([null, text], [CertificateOf(name)]).Count == 1;

    private static Certificate CertificateOf(string name) => Certificate.Write(
        Guid.NewGuid(), Guid.NewGuid(), name, 1, new DateOnly(2026, 1, 5), CertifiedRoles.Administrator, [], Keys.Public, Signing.Public);
}
