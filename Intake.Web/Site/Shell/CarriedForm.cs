using Intake.Core;
using Intake.Web.Site.Forms;

namespace Intake.Web.Site.Shell;

/// <summary>
/// What was typed into a form when its page was asked for in another language. The page is drawn as its plain GET draws it, and
/// each field shows what was typed in it; so nothing is checked, written or sent, and a new page has it without a word of
/// its own. Keys and passwords are not carried: they are never in a string that a page could show.
/// </summary>
public sealed class CarriedForm
{
    private const string FormSuffix = "-form";

    private ReadForm? read;

    /// <summary>The form; null for every other request.</summary>
    public ReadForm? Form => read;

    /// <summary>Its id where it is one of several on its page, whose fields' ids begin with its name; else empty.</summary>
    public string Own { get; private set; } = "";

    /// <summary>Every text of it that somebody may have worked on, for a page that has no place for them.</summary>
    public IReadOnlyList<string> Texts => read is null ? [] : [.. read.Names.SelectMany(read.Values).Where(text => !BlankText.Is(text))];

    /// <summary>What was typed into a field; null when it is no field of that form.</summary>
    /// <param name="id">The field's id on the page.</param>
    /// <param name="name">Its name in the form.</param>
    public string? Text(string id, string name) => Values(id, name) is not { Count: > 0 } values ? null
        : id.Length > Prefix.Length + name.Length ? NumberedOf(id, name, values)
        : values[0];

    /// <summary>The boxes that were ticked, none included; null when they are no boxes of that form.</summary>
    public IReadOnlyList<string>? Values(string id, string name) =>
        read is not null && !FormShape.IsSecret(name) && id.StartsWith(Prefix + name, StringComparison.Ordinal) ? read.Values(name) : null;

    /// <summary>Whether the form of this id was the one, where its page has several.</summary>
    public bool Is(string form) => Own == form;

    internal void Take(ReadForm form, string own) => (read, Own) = (form, own);

    /// <summary>What the ids of the form's fields begin with: <c>talk-</c> for <c>talk-form</c>.</summary>
    private string Prefix => Own.Length == 0 ? ""
        : (Own.EndsWith(FormSuffix, StringComparison.Ordinal) ? Own[..^FormSuffix.Length] : Own) + "-";

    /// <summary>The value of one of several fields of a name, whose id ends in its number from 0.</summary>
    private string? NumberedOf(string id, string name, IReadOnlyList<string> values) =>
        int.TryParse(id.AsSpan(Prefix.Length + name.Length).TrimStart('-'), out var number) ? values.ElementAtOrDefault(number) : null;
}
