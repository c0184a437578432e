using Intake.Core.Certification;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Tests.Web.Office.Cases;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Administrators learn where the form lists other people than those who can read.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FormNamesTests
{
    private CaseRoom room = null!;

    [SetUp]
    public async Task Open() => room = await CaseRoom.OpenAsync();

    [TearDown]
    public async Task Close() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_listed_name_without_an_account_and_an_administrator_whom_nobody_can_tick_are_named()
    {
        var founded = room.Office.Founded;
        var before = await room.PageAsync("administrator 1", "/da/office/people");
        Assert.That(before.QuerySelectorAll("#form-names [data-form]").Select(one => one.TextContent).Single(),
            Does.StartWith("Mette Lind").And.Contain("ingen konto"), "handlers have their office's box, and the deputy none by intent");

        await using (var db = founded.Databases.AsWeb())
        {
            founded["handler 1"].CertifyAs(
                CertifiedRoles.Administrator | CertifiedRoles.CaseHandler, db, CopenhagenClock.Today(founded.Time),
                founded["administrator 1"], founded["administrator 2"], founded.Hospital);
            await db.SaveChangesAsync();
        }

        var after = await room.PageAsync("administrator 1", "/da/office/people");
        Assert.That(after.QuerySelector("#form-names [data-form=unlisted]")!.TextContent,
            Does.StartWith("Karen Bjerre").And.Contain("står ikke i formularen"));
        Assert.That((await room.PageAsync("administrator 1", "/en/office/people")).QuerySelector("#form-names")!.TextContent,
            Does.Contain("Has keys but is not listed in the form."));
        using var handler = await room.GetAsync("handler 2", "/da/office/people");
        Assert.That((int)handler.StatusCode, Is.Not.EqualTo(200), "it is for those who certify");
    }

    [Test]
    public void A_units_own_box_stands_for_its_handlers_alone_and_a_listed_person_without_keys_is_none()
    {
        var founded = room.Office.Founded;
        var people = new[] { "administrator 1", "handler 1", "other handler 1" }.Select(part => founded[part]).ToList();
        var (anne, karen, sofie) = (people[0], people[1], people[2]);
        var emails = people.ToDictionary(one => one.Id, one => one.Email);
        var scheme = founded.Scheme with
        {
            WhoReads = new WhoReads([
                new Reader("anne", new LocalText("Anne Holm", null), anne.Email, null, null),
                new Reader("hospital", new LocalText("Hospitalet", null), null, ReaderRole.CaseHandler, founded.Hospital.Name)]),
        };
        var names = FormNames.Of(scheme, [karen.Certificate, sofie.Certificate], emails);
        Assert.That(names.WithoutAccount, Is.Empty);
        Assert.That(names.WithoutKeys.Select(one => one.Name), Is.EqualTo(new[] { "anne" }));
        Assert.That(names.Unlisted.Select(one => one.FullName), Is.EqualTo(new[] { sofie.Certificate.FullName }));
        var all = FormNames.Of(scheme, [anne.Certificate, karen.Certificate], emails);
        Assert.That(all.Agree);
    }
}
