namespace Intake.Web.Office.Cases;

/// <summary>So much of a text that one knows it again.</summary>
internal static class Beginning
{
    private const int Longest = 80;

    /// <summary>Some eighty characters, to the end of a word where there is one.</summary>
    public static string Of(string text) => text.Length <= Longest ? text
        : text[..(text.LastIndexOf(' ', Longest, Longest / 2) is > 0 and var at ? at : Longest)] + " …";
}
