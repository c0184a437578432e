namespace Intake.Web.Site.Pages;

/// <summary>
/// The promises that the privacy page makes, by number, under the headings they stand under. Each has a text in both
/// languages and a test that carries its number; tests hold this list against both, so a promise that nobody tests can't
/// be made, and one of the reporter's side that is tested is made (promise 47).
/// </summary>
public static class Promises
{
    /// <summary>Headings by the name in their text's key, each with its promises in the order they are read in.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<int> Numbers)> Groups { get; } =
    [
        ("Traces", [1, 3, 8, 44, 5, 4, 6, 7, 9, 34]),
        ("Locked", [2, 10, 11, 23, 24, 25, 32]),
        ("Pages", [27, 28, 26, 33, 29, 31, 30, 35]),
        ("Mailbox", [36, 37, 38, 39, 40]),
        ("People", [21, 20, 41, 42, 47]),
    ];

    public static IReadOnlyList<int> Kept { get; } = [.. Groups.SelectMany(group => group.Numbers)];
}
