using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>What the page of the export says of the file that it sends.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ExportPageTests
{
    [Test]
    public async Task The_headings_that_the_page_calls_fixed_are_those_of_the_file()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var sent = await room.InScopeAsync();
        await room.WithStatementAsync(sent);
        var address = CaseRoom.Case(sent, "export");
        var said = (await room.PageAsync("administrator 1", address)).QuerySelector("#export-form")!.TextContent;
        Assert.That(said, Does.Contain("altid på engelsk").And.Contain("“bothPartiesHeard”"));
        using var answer = await room.PostAsync("administrator 1", address, ("Format", "csv"));
        Assert.That((await answer.Content.ReadAsStringAsync()).Split("\r\n")[0], Does.Contain("\"bothPartiesHeard\""));
    }
}
