using Intake.Web.Reporter.Reports;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

[Parallelizable(ParallelScope.Self)]
public sealed class IdentifyingDetailsTests
{
    [TestCase("Jeg hedder Maja", TellingDetail.Name)]
    [TestCase("Du skal vide, at jeg\nhedder Maja", TellingDetail.Name)]
    [TestCase("My name is Maja", TellingDetail.Name)]
    [TestCase("Med venlig hilsen\nMaja", TellingDetail.Name)]
    [TestCase("Mvh. Maja", TellingDetail.Name)]
    [TestCase("010190-1234", TellingDetail.Cpr)]
    [TestCase("cpr 0101901234.", TellingDetail.Cpr)]
    [TestCase("010190 -\n1234", TellingDetail.Cpr)]
    [TestCase("010190\n1234", TellingDetail.Cpr)]
    [TestCase("ring 20304050", TellingDetail.Phone)]
    [TestCase("20 30 40 50", TellingDetail.Phone)]
    [TestCase("2030 4050", TellingDetail.Phone)]
    [TestCase("20 30\n40 50", TellingDetail.Phone)]
    [TestCase("20.30.40.50", TellingDetail.Phone)]
    [TestCase("+4520304050", TellingDetail.Phone)]
    [TestCase("+45 20 30 40 50", TellingDetail.Phone)]
    [TestCase("20 03 20 24", TellingDetail.Phone)]
    [TestCase("maja@eksempel.dk", TellingDetail.Mail)]
    [TestCase("Skriv til Maja.H@post.eksempel.dk.", TellingDetail.Mail)]
    public void What_may_tell_who_wrote_is_noticed(string text, TellingDetail kind) =>
        Assert.That(IdentifyingDetails.In([text]), Is.EqualTo(new[] { kind }));

    [TestCase("Det skete 24-12-2023 og 20.03.2024")]
    [TestCase("Det skete 24122023, eller 20231224")]
    [TestCase("Den 2024-12-24 kl. 15.30")]
    [TestCase("sag 20231234")]
    [TestCase("Sagsnr. 23456789")]
    [TestCase("Sagsnummer: 2345 6789")]
    [TestCase("j.nr. 2023-23456789")]
    [TestCase("journalnummer 0101901234")]
    [TestCase("case no. 23456789")]
    [TestCase("15 af 20 vagter, 37 timer, 1200 kr. og stue 12")]
    [TestCase("Han hedder Jens. Hun sendte en hilsen. Mit navneskilt var væk.")]
    [TestCase("vi ses @ kantinen kl. 12.30")]
    [TestCase("")]
    public void Dates_case_numbers_and_plain_words_are_let_pass(string text) => Assert.That(IdentifyingDetails.In([text]), Is.Empty);

    [Test]
    public void Two_fields_do_not_make_a_number_together() =>
        Assert.That(IdentifyingDetails.In(["stue 20 30", "40 50 kroner", null]), Is.Empty);

    [Test]
    public void Kinds_come_once_and_in_order() =>
        Assert.That(IdentifyingDetails.In(["maja@eksempel.dk 20304050", "jeg hedder Maja", "010190-1234, 010190-1235"]),
            Is.EqualTo(new[] { TellingDetail.Name, TellingDetail.Cpr, TellingDetail.Phone, TellingDetail.Mail }));
}
