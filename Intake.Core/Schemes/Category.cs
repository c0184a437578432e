namespace Intake.Core.Schemes;

/// <summary>What a report can be about.</summary>
/// <param name="Name">Its slug, unique in the scheme.</param>
/// <param name="Title">Its title.</param>
/// <param name="Hint">One sentence that says what is meant, with an example.</param>
/// <param name="InScope">Whether such matters are usually inside the purpose: a hint to the screener, never a decision.</param>
/// <param name="Examples">Examples from daily life, for the start page; may be empty.</param>
/// <param name="Definition">What counts as this where a word needs it, such as bullying; or <see langword="null"/>.</param>
public sealed record Category(
    string Name,
    LocalText Title,
    LocalText Hint,
    bool InScope,
    IReadOnlyList<LocalText> Examples,
    LocalText? Definition);
