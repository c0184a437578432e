using System.Text;
using Intake.Core.Notices;

namespace Intake.Worker.Mail;

/// <summary>
/// What mails say. Whatever is open, the words are the same and the size is the same, and the site's address is all that
/// is named: a mail's text and size say nothing of a report (promise 41). Links into the site would not sign anybody in,
/// since its cookies are not sent along from a mail. An invitation alone has words and a link of its own.
/// </summary>
internal static class MailText
{
    /// <summary>Every body is filled up to this many bytes of UTF-8.</summary>
    public const int Size = 2048;

    private const string Subject = "Whistleblowerportalen: log ind / please sign in";

    private static readonly CompositeFormat SomethingOpen = CompositeFormat.Parse("""
        Der ligger noget til dig i whistleblowerportalen. Log ind og se, hvad det er:
        {0}

        Denne mail er den samme, uanset hvad det handler om. Den siger aldrig noget om en sag, og du skal ikke svare på den.

        ---

        There is something for you in the whistleblower portal. Please sign in and see what it is:
        {0}

        This mail is the same whatever it is about. It never says anything of a case, and you need not answer it.
        """);

    private static readonly CompositeFormat DailyRoot = CompositeFormat.Parse("""
        Gem denne mail. Den indeholder dagens kontroltal for portalens optegnelser, og med det kan I senere vise, at intet
        er slettet eller ændret siden. Den siger intet om sager, og du skal ikke svare på den.

        Please keep this mail. It holds the day's check value of the portal's records; with it you can show later that
        nothing was deleted or altered since. It says nothing of cases, and you need not answer it.

        {1}

        {0}
        """);

    private static readonly CompositeFormat Invitation = CompositeFormat.Parse("""
        Du er inviteret til at arbejde i whistleblowerportalen. Åbn linket, og vælg adgangskode og godkender-app. Linket virker én
        gang og i syv dage. Den, der har det, kan oprette adgangen: send det ikke videre.
        {0}{1}

        Ventede du det ikke, så lad linket være, og ring til en administrator eller den driftsansvarlige.

        ---

        You are invited to work in the whistleblower portal. Open the link and choose a password and an authenticator app. The
        link works once and for seven days. Whoever has it can set up the access: do not pass it on.
        {0}{2}

        If you did not expect it, leave the link alone and telephone an administrator or the operator.
        """);

    public static ReadyMail Compose(OutboxMail mail, string to, string siteAddress)
    {
        var template = mail.Kind is MailKind.DailyRoot ? DailyRoot : SomethingOpen;
        return Ready(mail, to, string.Format(null, template, siteAddress, mail.BodyText));
    }

    /// <summary>An invitation: the one mail with a link that does something, for nobody but its reader.</summary>
    public static ReadyMail Invite(OutboxMail mail, string to, string siteAddress, string danishPath, string englishPath) =>
        Ready(mail, to, string.Format(null, Invitation, siteAddress, danishPath, englishPath));

    private static ReadyMail Ready(OutboxMail mail, string to, string words)
    {
        var text = words.ReplaceLineEndings("\r\n");
        return new ReadyMail(to, mail.MessageId, mail.HourAt, Subject, Fill(text));
    }

    /// <summary>Blanks at the end, in lines of 64.</summary>
    private static string Fill(string text)
    {
        var filled = new StringBuilder(text);
        for (var missing = Size - Encoding.UTF8.GetByteCount(text); missing > 0; missing -= 64)
            filled.Append("\r\n".PadRight(Math.Max(Math.Min(missing, 64), 2))[..Math.Min(missing, 64)]);
        return filled.ToString();
    }
}
