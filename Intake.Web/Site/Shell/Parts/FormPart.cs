using Microsoft.AspNetCore.Components;

namespace Intake.Web.Site.Shell.Parts;

/// <summary>
/// What every field shares: its name (also its id), label, hint, and its own error from the layout. Texts are given
/// already in words.
/// </summary>
public abstract class FormPart : ComponentBase
{
    [CascadingParameter] public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>What was typed when the page was asked for in another language; the layout gives it.</summary>
    [CascadingParameter] public CarriedForm? Carried { get; set; }

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The field's id, where two forms on a page have a field of one name; its error is looked up by that id.</summary>
    [Parameter] public string? Id { get; set; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string? Hint { get; set; }

    /// <summary>Says so beside the label; there is no <c>required</c> attribute, because our own messages are clearer.</summary>
    [Parameter] public bool Optional { get; set; }

    protected string FieldId => Id ?? Name;

    protected string? Error => Errors.For(FieldId);

    protected string HintId => FieldId + "-hint";

    protected string ErrorId => FieldId + "-error";

    protected string GroupClass => Error is null ? "form-group" : "form-group form-error";

    protected string? Invalid => Error is null ? null : "true";

    /// <summary>The field's value: what was typed before the language was changed, else what the page says.</summary>
    protected string? Shown(string? value) => Carried?.Text(FieldId, Name) ?? value;

    /// <summary>The ids of hint and error, for aria-describedby; null when there is neither.</summary>
    protected string? Described => (Hint, Error) switch
    {
        (null, null) => null,
        (_, null) => HintId,
        (null, _) => ErrorId,
        _ => $"{HintId} {ErrorId}",
    };
}
