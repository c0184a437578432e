using Intake.Core.Schemes;

namespace Intake.Core.Notices;

/// <summary>
/// The mail by which an office hears that there is a serious or widespread case. It is the same whatever the case is: it holds the
/// names of the scheme and of its administrator, and no number, date, unit or word of the case.
/// </summary>
/// <param name="Subject">The subject.</param>
/// <param name="Body">Plain text, paragraphs apart by a blank line.</param>
public sealed record OrientationText(string Subject, string Body)
{
    /// <summary>The mail as the scheme's mailbox gets it, in its language.</summary>
    /// <exception cref="InvalidOperationException">The scheme has nobody to notify.</exception>
    public static OrientationText Of(Scheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var mailbox = scheme.Orientation ?? throw new InvalidOperationException("The scheme notifies nobody.");
        var (title, office) = (scheme.Title.In(mailbox.Language), mailbox.Title.In(mailbox.Language));
        return mailbox.Language == "en"
            ? new($"{title}: a notice",
                $"""
                {office} is hereby notified that there is a serious or widespread case in {title}. Those who have been given the case are
                handling it.

                This mail is the same whatever the case is. It never says whom, where or when it is about, and the case cannot be looked
                up in the portal. If you need to talk about it, turn to the scheme's administrator, {scheme.Administrator.Name}. You
                need not answer this mail.
                """)
            : new($"{title}: orientering",
                $"""
                {office} orienteres hermed om, at der er en alvorlig eller udbredt sag i {title}. De, der har fået sagen, er i gang med at
                håndtere den.

                Denne mail er den samme, uanset hvilken sag det er. Den siger aldrig, hvem, hvor eller hvornår det handler om, og sagen kan
                ikke slås op i portalen. Har I brug for at tale om det, så henvend jer til ordningens administrator,
                {scheme.Administrator.Name}. I skal ikke svare på denne mail.
                """);
    }
}
