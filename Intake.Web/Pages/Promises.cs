namespace Intake.Web.Pages;

/// <summary>
/// The promises that the privacy page makes, by number. Each has a text in both languages and a test that carries its
/// number; a test holds this list against both, so a promise that nobody tests can't be made (promise 47).
/// </summary>
public static class Promises
{
    public static IReadOnlyList<int> Kept { get; } = [7, 8, 10, 23, 25, 26, 27, 28, 29, 31, 32, 34, 35, 36, 38, 39, 44];
}
