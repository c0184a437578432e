using Microsoft.AspNetCore.WebUtilities;

namespace Intake.Web.Office.Inbox;

/// <summary>A filter and order as a person keeps it: the words of the inbox's address, without what was searched for.</summary>
internal static class SavedView
{
    /// <summary>As it is kept. ASCII: what is none is written in percent.</summary>
    public static string Written(string scheme, string show, string unit, string category, string charge, string sort) =>
        QueryString.Create(new Dictionary<string, string?>
        {
            ["scheme"] = scheme, ["show"] = show, ["unit"] = unit, ["category"] = category, ["charge"] = charge, ["sort"] = sort,
        }.Where(pair => !string.IsNullOrEmpty(pair.Value))).ToString();

    /// <summary>As the address would ask for it. What is no choice any more is passed over when it is shown.</summary>
    public static InboxAddress Read(string kept)
    {
        var parts = QueryHelpers.ParseQuery(kept);
        return new()
        {
            Scheme = Of("scheme"), Show = Of("show"), Unit = Of("unit"), Category = Of("category"), Charge = Of("charge"),
            Sort = Of("sort"),
        };

        string? Of(string name) => parts.TryGetValue(name, out var values) ? values.ToString() : null;
    }
}
