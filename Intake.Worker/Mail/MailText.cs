using System.Net;
using System.Text;
using Intake.Core.Notices;

namespace Intake.Worker.Mail;

/// <summary>
/// What mails say. Whatever is open, or when nothing is, the words are the same and the size is the same, and the page where staff
/// sign in is all that is named: a mail's text and size say nothing of a report (promise 41). The link signs nobody in, since
/// the site's cookies are not sent along from a mail. An invitation alone has a link that does something.
/// </summary>
internal static class MailText
{
    /// <summary>Every plain text is filled up to this many bytes of UTF-8.</summary>
    public const int Size = 2048;

    /// <summary>And every page.</summary>
    public const int HtmlSize = 4096;

    private const string Subject = "Whistleblowerportalen: log ind / please sign in";

    private const string InDanish = """
        Der kan ligge noget til dig i whistleblowerportalen. Log ind og se efter:
        {0}/da/office/sign-in

        Denne mail er den samme, uanset hvad det handler om, og den kommer også, når der ikke er noget. Den siger aldrig noget om en
        sag, og du skal ikke svare på den.
        """;

    private const string InEnglish = """
        There may be something for you in the whistleblower portal. Please sign in and have a look:
        {0}/en/office/sign-in

        This mail is the same whatever it is about, and it also comes when there is nothing. It never says anything of a case, and you
        need not answer it.
        """;

    private static readonly CompositeFormat DailyRoot = CompositeFormat.Parse("""
        Gem denne mail. Den indeholder dagens kontroltal for portalens optegnelser, og med det kan I senere vise, at intet
        er slettet eller ændret siden. Den siger intet om sager, og du skal ikke svare på den.

        Please keep this mail. It holds the day's check value of the portal's records; with it you can show later that
        nothing was deleted or altered since. It says nothing of cases, and you need not answer it.

        {1}

        {0}
        """);

    private static readonly CompositeFormat Invitation = CompositeFormat.Parse("""
        Du er inviteret til at arbejde i whistleblowerportalen. Åbn linket, og vælg adgangskode og godkender-app. Har du allerede
        adgang i en anden ordning, beder siden i stedet om den adgangskode og den kode, du har i forvejen. Linket virker én gang og i
        syv dage. Den, der har det, kan oprette adgangen: send det ikke videre.
        {0}{1}

        Ventede du det ikke, så lad linket være, og ring til en administrator eller den driftsansvarlige.

        ---

        You are invited to work in the whistleblower portal. Open the link and choose a password and an authenticator app. If you
        have access in another scheme already, the page asks for the password and code that you have instead. The link works once and
        for seven days. Whoever has it can set up the access: do not pass it on.
        {0}{2}

        If you did not expect it, leave the link alone and telephone an administrator or the operator.
        """);

    /// <summary>A mail of any kind but an invitation.</summary>
    public static ReadyMail Compose(OutboxMail mail, MailReader to, string siteAddress) =>
        mail.Kind is MailKind.DailyRoot
            ? Ready(mail, to, string.Format(null, DailyRoot, siteAddress, mail.BodyText))
            : to.Orientation is { } orientation
            ? Notice(mail, to, orientation.Body, siteAddress) with { Subject = orientation.Subject }
            : to.Late is { } late
            ? Notice(mail, to, late.Body, siteAddress) with { Subject = late.Subject }
            : Notice(mail, to, to.Language == "en" ? InEnglish : InDanish, siteAddress);

    /// <summary>An invitation: the one mail with a link that does something, for nobody but its reader.</summary>
    public static ReadyMail Invite(OutboxMail mail, MailReader to, string siteAddress, string danishPath, string englishPath) =>
        Ready(mail, to, string.Format(null, Invitation, siteAddress, danishPath, englishPath));

    private static ReadyMail Notice(OutboxMail mail, MailReader to, string words, string siteAddress)
    {
        var text = words.Replace("{0}", siteAddress, StringComparison.Ordinal);
        return Ready(mail, to, text) with
        {
            Subject = to.Language == "en" ? "The whistleblower portal: please sign in" : "Whistleblowerportalen: husk at logge ind",
            Html = Fill(Page(text, to.Language), HtmlSize),
        };
    }

    private static ReadyMail Ready(OutboxMail mail, MailReader to, string words) =>
        new(to.Email, mail.MessageId, mail.HourAt, Subject, Fill(words.ReplaceLineEndings("\r\n"), Size)) { From = to.Sender };

    /// <summary>The same words as a page: paragraphs, and the one address as a link. It fetches nothing.</summary>
    private static string Page(string text, string language)
    {
        var paragraphs = text.ReplaceLineEndings("\n").Split("\n\n")
            .Select(paragraph => string.Join("\r\n", paragraph.Split('\n').Select(Line)))
            .Select(paragraph => $"<p>{paragraph}</p>");
        return $"<!doctype html>\r\n<html lang=\"{language}\"><meta charset=\"utf-8\"><title></title>\r\n<body>\r\n"
            + string.Join("\r\n", paragraphs) + "\r\n</body></html>\r\n";

        static string Line(string line)
        {
            var shown = WebUtility.HtmlEncode(line);
            return line.StartsWith("http", StringComparison.Ordinal) ? $"<br><a href=\"{shown}\">{shown}</a>" : shown;
        }
    }

    /// <summary>Blanks at the end, in lines of 64.</summary>
    private static string Fill(string text, int size)
    {
        var filled = new StringBuilder(text);
        for (var missing = size - Encoding.UTF8.GetByteCount(text); missing > 0; missing -= 64)
            filled.Append("\r\n".PadRight(Math.Max(Math.Min(missing, 64), 2))[..Math.Min(missing, 64)]);
        return filled.ToString();
    }
}
