using System.Globalization;

namespace Intake.Web.Site.Shell.Parts;

/// <summary>Ticked boxes and names that were found, as one list in which nobody stands twice.</summary>
public static class ReadNames
{
    private static readonly StringComparer Alphabetical = StringComparer.Create(CultureInfo.GetCultureInfo("da-DK"), CompareOptions.None);

    /// <summary>The boxes' titles, then by the Danish alphabet the names that do not begin one of them.</summary>
    public static IReadOnlyList<string> Once(IEnumerable<string> titles, IEnumerable<string> fullNames)
    {
        var ticked = titles.Distinct().ToList();
        return
        [
            .. ticked,
            .. fullNames.Distinct().Where(name => !ticked.Exists(title => title.StartsWith(name, StringComparison.Ordinal)))
                .Order(Alphabetical),
        ];
    }
}
