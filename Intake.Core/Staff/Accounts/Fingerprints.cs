namespace Intake.Core.Staff.Accounts;

/// <summary>Compares a fingerprint as typed with the one computed.</summary>
internal static class Fingerprints
{
    /// <summary>Case, spaces and hyphens are forgiven, and O for 0, I and L for 1; nothing else, and no part of it for the whole.</summary>
    public static bool Same(string? typed, string computed) => Folded(typed ?? "") == Folded(computed);

    private static string Folded(string text) => string.Concat(text.ToUpperInvariant()
        .Where(c => !char.IsWhiteSpace(c) && c != '-')
        .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
}
