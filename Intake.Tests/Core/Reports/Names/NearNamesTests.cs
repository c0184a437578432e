using Intake.Core.Reports.Names;
using NUnit.Framework;

namespace Intake.Tests.Core.Reports.Names;

/// <summary>What bars, what is asked about, and what is neither, for names as they are in Danish hospitals and town halls.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NearNamesTests
{
    private static readonly string[] Units = ["Center for HR og Uddannelse", "Kardiologisk Afdeling", "Rigshospitalet"];

    [TestCase("Anne Holm", "Det var Anne Holm")]
    [TestCase("Anne Holm", "Holm, Anne")]
    [TestCase("Anne Holm", "Anne M. Holm"), TestCase("Anne Holm", "Anne Marie Holm")]
    [TestCase("Anne Holm", "An\u00ADne Holm"), TestCase("Anne Holm", "Anne\u200B Ho\u2060lm"), TestCase("Anne Holm", "\uFF21\uFF4Ene Holm")]
    [TestCase("Mikkel Østergaard", "Mikkel Oestergaard"), TestCase("Mikkel Østergaard", "mikkel ostergaard")]
    [TestCase("Mikkel Østergaard", "Mikkel Östergaard"), TestCase("Mikkel Østergaard", "Mikkel \u00D8sterg\u0061\u030Ard")]
    [TestCase("Åse Ravn", "Aase Ravn"), TestCase("Åse Ravn", "A\u030Ase Ravn"), TestCase("Åse Ravn", "ASE RAVNS kontor")]
    [TestCase("Søren Kjær", "Soren Kjaer"), TestCase("Søren Kjær", "Soeren Kjær"), TestCase("Søren Kjær", "Sören Kjär")]
    [TestCase("Bo Lund", "Bo Lund sagde det"), TestCase("Per By", "Det sagde Per By"), TestCase("Anne Dal", "Dal, Anne")]
    [TestCase("Anne Holm", "skrevet af anne holm selv")]
    [TestCase("Karen Bjerre", "karenbjerre"), TestCase("Karen Bjerre", "Det var KarenBjerre."), TestCase("Karen Bjerre", "bjerrekaren")]
    [TestCase("Karen Bjerre", "K a r e n B j e r r e"), TestCase("Karen Bjerre", "hun, K a r e n  Bjerre, sagde")]
    [TestCase("Karen Bjerre", "\u041A\u0430ren Bjerre"), TestCase("Karen Bjerre", "\u039Aaren Bj\u0435rre")]
    [TestCase("Karen Bjerre", "\uFF2B\uFF41\uFF52\uFF45\uFF4E\uFF22\uFF4A\uFF45\uFF52\uFF52\uFF45")]
    [TestCase("Mikkel Østergaard", "M i k k e l Ø s t e r g a a r d"), TestCase("Karen Bjerre", "karenbjerres kontor")]
    [TestCase("Mikkel Østergaard", "Det var mikkel.oestergaard@bispebjerg.example der skrev"), TestCase("Anne Holm", "ANNE_HOLM@x.dk")]
    [TestCase("Anne Holm", "skriv til holm.anne@advokat.example"), TestCase("Jens Krogh", "Anne, jens-krogh@advokat.example")]
    public void First_and_last_name_bar(string name, string text) => Assert.That(Of(name, text), Is.EqualTo(NameMatch.Exact));

    [TestCase("Anne Holm", "Det sagde overlæge Holm"), TestCase("Anne Holm", "det sagde overlæge holm")]
    [TestCase("Anne Holm", "Jeg skrev til fru Holm"), TestCase("Jens Krogh", "hr. Krogh var der")]
    [TestCase("Jens Krogh", "Hr Kroghs kontor")]
    [TestCase("Anne Holm", "Holm, afdelingsleder"), TestCase("Anne Holm", "Holm fra HR ringede")]
    [TestCase("Anne Holm", "Holm på Kardiologisk")]
    [TestCase("Anne Holm", "A. Holm skrev under"), TestCase("Anne Holm", "A.M. Holm skrev under")]
    [TestCase("Anne Holm", "Anna Holm var der"), TestCase("Anne Holm", "Anne Holn var der"), TestCase("Anne Holm", "Hulm, Anne")]
    [TestCase("Karen Bjerre", "Karin Bjerre"), TestCase("Karen Bjerre", "Karen Bjere"), TestCase("Karen Bjerre", "Karne Bjerre")]
    [TestCase("Lars Thygesen", "Lars Tygesen"), TestCase("Lars Thygesen", "Lars Thygessen")]
    [TestCase("Anne Holm Jensen", "Anne Holm var der"), TestCase("Anne Marie Holm", "Marie Holm var der")]
    [TestCase("Per By", "det sagde per by i går")]
    [TestCase("Karen Bjerre", "Karen fra afsnittet, efternavn Bjerre"), TestCase("Karen Bjerre", "Det var Karen igen")]
    [TestCase("Karen Bjerre", "Bjerre gik amok"), TestCase("Karen Bjerre", "BJERRE K"), TestCase("Karen Bjerre", "Karen B. sagde det")]
    [TestCase("Karen Bjerre", "K.B. skrev under"), TestCase("Karen Bjerre", "det var KB der sagde det")]
    [TestCase("Mikkel Østergaard", "spørg MØ")]
    [TestCase("Mikkel Østergaard", "Mikkel Ø. var der"), TestCase("Anne Holm", "Anne og Holm"), TestCase("Anne Holm", "Skibet lå ved Holm")]
    [TestCase("Peter Lund", "Afdelingen i Lund"), TestCase("Anne Holm", "Annes vagt")]
    [TestCase("Anne By", "Vi bor i den by Anne kender"), TestCase("Anne Dal", "nede i en dal Anne gik i")]
    [TestCase("Anne Holm", "Holm"), TestCase("Anne Holm", "Holm tager imod penge"), TestCase("Anne Holm", "Holm, Krogh")]
    [TestCase("Anne Holm", "Afdelingen: Holm"), TestCase("Anne Holm", "Det var sent; Holm ved det"), TestCase("Anne By", "By")]
    [TestCase("Anne Holm", "a.holm@advokat.example"), TestCase("Jens Krogh", "jkrogh@advokat.example")]
    [TestCase("Jens Krogh", "krogh@advokat.example"), TestCase("Mette Lind", "mette.l@advokat.example")]
    [TestCase("Karen Bjerre", "Overlægen k.bjerre@bispebjerg.example svarede")]
    [TestCase("Anne Holm", "Har Holm taget imod penge?"), TestCase("Anne Holm", "Advokaten Holm tog dem")]
    [TestCase("Karen Bjerre", "Sygeplejersken Bjerre stjæler"), TestCase("Karen Bjerre", "Nattevagten Karen")]
    [TestCase("Anne Holm", "Både Holm"), TestCase("Anne Holm", "Spørg Anne")]
    [TestCase("Anne Holm", "ANNE TOG PENGENE"), TestCase("Karen Bjerre", "KAREN PÅ 4B"), TestCase("Jens Krogh", "Det var I Øvrigt Krogh")]
    [TestCase("Jens Krogh", "krogh tog imod penge"), TestCase("Karen Bjerre", "spørg karen på 4b")]
    [TestCase("Vibeke Storm", "Familien Storm")]
    public void What_is_like_a_name_is_asked_about(string name, string text) => Assert.That(Of(name, text), Is.EqualTo(NameMatch.Near));

    [TestCase("Anne Holm", "Vi bor på Bornholm og i Holmegaard"), TestCase("Karen Bjerre", "Karen H. var der")]
    [TestCase("Hanne Rask", "Jeg ringede til HR"), TestCase("Karen Bjerre", "Karen Blixen og Mette Bjerre")]
    [TestCase("Bo Dal", "Bo godt"), TestCase("Bo Dal", "Vi kan b o d a l sige"), TestCase("Karen Bjerre", "bjerrekarensen")]
    [TestCase("Anne Holm", "på en holm")]
    [TestCase("Anne Holm", "Overlæge Mette Holm var der"), TestCase("Anne Holm", "Mette Holm fra HR")]
    [TestCase("Anne Holm", "B. Holm skrev under")]
    [TestCase("Anne By", "Lyngby og Gentofte by"), TestCase("Anne By", "By og land")]
    [TestCase("Bo Dal", "at bo i en dal"), TestCase("Bo Dal", "Dalen er grøn")]
    [TestCase("Bo Lund", "Ib Lund"), TestCase("Bo Lund", "Lunde"), TestCase("Per By", "tre gange per uge i en by")]
    [TestCase("Anne Holm", "Hanne Holst"), TestCase("Karen Bjerre", "Karen Blixen")]
    [TestCase("Sofie Dam", "ved en dam i skoven"), TestCase("Vibeke Storm", "under en storm i december")]
    [TestCase("Åse Ravn", "en ravn på taget")]
    [TestCase("Anne Holm", "skriv til mette.friis@holm.example")]
    [TestCase("Anne", "overlæge Anne"), TestCase("Anne Holm", "JØRGEN HOLM TOG DEM"), TestCase("Karen Bjerre", "KAREN JENSEN")]
    [TestCase("Jens Krogh", "mette krogh tog dem"), TestCase("Karen Bjerre", "karen jensen sagde")]
    [TestCase("Hans Lind", "hans chef i haven")]
    public void Ordinary_words_and_other_people_are_neither(string name, string text) =>
        Assert.That(Of(name, text), Is.EqualTo(NameMatch.None));

    [TestCase("holm", "holn", true), TestCase("holm", "hol", true), TestCase("holm", "homl", true), TestCase("holm", "hholm", true)]
    [TestCase("holm", "holm", false), TestCase("holm", "halt", false), TestCase("dam", "dan", false), TestCase("by", "bo", false)]
    public void One_letter_off_is_one_letter_in_a_word_of_four_or_more(string name, string word, bool off) =>
        Assert.That(NearNames.IsOneOff(word, name), Is.EqualTo(off));

    [Test]
    public void What_is_found_is_shown_with_the_words_around_it_as_they_were_written() =>
        Assert.That(NearNames.Find(
            new SearchedText(["Vi sad i kantinen, da overlæge Holm kom ind ad døren."]), "Anne Holm", new HashSet<string>()).Excerpt,
            Is.EqualTo("… i kantinen da overlæge Holm kom ind ad døren"));

    private static NameMatch Of(string name, string text)
    {
        var searched = new SearchedText([text]);
        var found = NamedPersons.Find(searched, name);
        return (found.Match == NameMatch.None ? NearNames.Find(searched, name, TitleWords.OfUnits(Units)) : found).Match;
    }
}
