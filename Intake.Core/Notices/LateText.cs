using Intake.Core.Schemes;

namespace Intake.Core.Notices;

/// <summary>
/// The mail of the ladder's last steps, to a person who may not see what is late. It is the same whatever it is: it holds the names of
/// the scheme and of its administrator, and no number, date, unit or word of a case. See docs/decisions/the-last-steps-name-no-case.md.
/// </summary>
/// <param name="Subject">The subject: it asks for no sign-in.</param>
/// <param name="Body">Plain text, paragraphs apart by a blank line.</param>
public sealed record LateText(string Subject, string Body)
{
    /// <summary>The mail in a language.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="language">"da" or "en".</param>
    /// <param name="hasAccount">Whether the reader works in the portal, as a deputy does and the executive contact does not.</param>
    public static LateText Of(Scheme scheme, string language, bool hasAccount)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var (title, administrator) = (scheme.Title.In(language), scheme.Administrator.Name);
        return language == "en"
            ? new($"{title}: something has waited too long",
                $"""
                Something in {title} has waited too long. The portal reminds those who are to see to it, too. Please ask the scheme's
                administrator, {administrator}, whether it is followed up.

                This mail is the same whatever it is about, and it never says which case it is. {(hasAccount
                    ? "It is about a case that you do not have: you will not find it among yours in the portal."
                    : "You cannot look it up in the portal.")} You need not answer it.
                """)
            : new($"{title}: noget har ventet for længe",
                $"""
                Noget i {title} har ventet for længe. Portalen minder også dem, der skal tage sig af det. Spørg ordningens administrator,
                {administrator}, om der bliver fulgt op.

                Denne mail er den samme, uanset hvad det handler om, og den siger aldrig, hvilken sag det er. {(hasAccount
                    ? "Det er en sag, som du ikke har: du finder den ikke blandt dine i portalen."
                    : "Du kan ikke slå den op i portalen.")} Du skal ikke svare på den.
                """);
    }
}
