namespace Intake.Core.Schemes;

/// <summary>A text in the languages of the product. Plain text: it is never read as markup.</summary>
/// <param name="Da">Danish, always there.</param>
/// <param name="En">English; <see langword="null"/> only in a scheme that is not offered in English.</param>
public sealed record LocalText(string Da, string? En)
{
    /// <summary>The text in this language, "da" or "en"; Danish where English is missing.</summary>
    public string In(string language) => language switch
    {
        "da" => Da,
        "en" => En ?? Da,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Only da and en are spoken."),
    };
}
