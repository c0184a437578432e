using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Intake.Core.Cases;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>
/// Which room may know which. Each list is in order: a room knows only rooms that stand before it, so there are no cycles.
/// The rooms are the folders, and a namespace is the path to its folder.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class RoomsTests
{
    /// <summary>Storage stands outside the order: it maps the rows of all rooms, and their desks use it.</summary>
    private static readonly string[] CoreRooms =
    [
        "Sealing", "Logging", "Deadlines", "Schemes", "Staff", "Cleaning", "Printing", "Reports", "Cases", "Submission", "Mailboxes",
        "Certification", "Accountability", "Notices", "Operations",
    ];

    private static readonly string[] CaseRooms =
    [
        "", "Assessing", "Acting", "Planning", "Guidance", "WorkDrafts", "Outbound", "Granting", "Conflict", "Screening", "Referrals",
        "Work", "Statements", "UnitMessages", "Dates", "Closing", "Inbox", "Links",
    ];

    private static readonly string[] WebRooms = ["Site", "Reporter", "Office"];

    private static readonly Type[] Lifecycle =
    [
        typeof(CaseLifecycle), typeof(CaseMoves), typeof(CaseRoles), typeof(CaseTransition), typeof(ReportTransition),
        typeof(ReferralTransition), typeof(StateRecords), typeof(AbandonedReferrals), typeof(Referral),
    ];

    [Test]
    public void Each_room_of_Core_knows_only_rooms_before_it() => Assert.That(Backward("Intake.Core", CoreRooms), Is.Empty);

    [Test]
    public void Each_room_of_a_case_knows_only_rooms_before_it() => Assert.That(Backward("Intake.Core.Cases", CaseRooms), Is.Empty);

    [Test]
    public void Each_room_of_Web_knows_only_rooms_before_it_and_the_office_knows_nothing_of_the_reporters_pages()
    {
        Assert.That(Backward("Intake.Web", WebRooms), Is.Empty);
        Assert.That(Uses("Intake.Web").Where(use => use.From == "Office" && use.To == "Reporter"), Is.Empty);
    }

    [Test]
    public void Reports_are_received_and_answered_without_knowing_of_a_case_more_than_how_it_moves() =>
        Assert.That(
            Uses("Intake.Core").Where(use => use.From is "Submission" or "Mailboxes" && use.To == "Cases" && !Lifecycle.Contains(use.Used)),
            Is.Empty);

    [Test]
    public void The_lists_name_every_folder()
    {
        Assert.That(Folders("Intake.Core"), Is.EquivalentTo(CoreRooms.Append("Storage")));
        Assert.That(Folders("Intake.Core", "Cases"), Is.EquivalentTo(CaseRooms[1..]));
        Assert.That(Folders("Intake.Web"), Is.EquivalentTo(WebRooms.Append("wwwroot")));
    }

    [Test]
    public void A_namespace_is_the_path_to_its_folder_and_Sealing_has_one_for_its_chapters()
    {
        var wrong =
            from project in new[] { "Intake.Core", "Intake.Web", "Intake.Worker", "Intake.Tests" }
            from file in Directory.EnumerateFiles(Repository.PathOf(project), "*.cs", SearchOption.AllDirectories)
            let folder = Path.GetRelativePath(Repository.Folder, Path.GetDirectoryName(file)!).Replace('/', '.')
            where !folder.Contains(".obj", StringComparison.Ordinal) && !folder.Contains(".bin", StringComparison.Ordinal)
            let room = typeof(Hpke).Namespace!
            let expected = folder.StartsWith(room + ".", StringComparison.Ordinal) ? room : folder
            from Match match in Named().Matches(File.ReadAllText(file))
            where match.Groups[1].Value != expected
            select $"{file}: {match.Groups[1].Value}";
        Assert.That(wrong, Is.Empty);
    }

    /// <summary>The uses that lead from a room to one after it.</summary>
    private static List<RoomUse> Backward(string root, string[] rooms) =>
        [.. Uses(root).Where(use => Array.IndexOf(rooms, use.To) > Array.IndexOf(rooms, use.From) && Array.IndexOf(rooms, use.From) >= 0)];

    /// <summary>Every use of a type in another room below a root. A room is named by its first folder, the root by "".</summary>
    private static IEnumerable<RoomUse> Uses(string root)
    {
        var program = Assembly.Load(string.Join('.', root.Split('.')[..2]));
        return from type in program.GetTypes()
               where !type.IsNested && IsBelow(type, root) && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
               from used in UsedTypes.Of(type)
               where IsBelow(used, root) && RoomOf(used, root) != RoomOf(type, root)
               select new RoomUse(type, RoomOf(type, root), used, RoomOf(used, root));
    }

    private static bool IsBelow(Type type, string root) =>
        type.Namespace == root || type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true;

    private static string RoomOf(Type type, string root) =>
        type.Namespace!.Length == root.Length ? "" : type.Namespace[(root.Length + 1)..].Split('.')[0];

    private static IEnumerable<string> Folders(params string[] path) =>
        Directory.EnumerateDirectories(Repository.PathOf(path))
            .Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj" or "Properties"));

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Named();

    private sealed record RoomUse(Type Type, string From, Type Used, string To)
    {
        public override string ToString() => $"{Type.FullName} uses {Used.FullName}";
    }
}
