using System.Security.Cryptography;
using System.Text;
using Intake.Core;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// The fields of the open mailbox. All its buttons post one form, so that what stands in a field that a button is not about comes
/// back on the page that answers, and so does all of it when the session is over.
/// </summary>
internal static class MailboxFields
{
    /// <summary>The fields about one question each: the text, and the answer that is none.</summary>
    public const string Answer = "Answer", Choice = "Choice";

    /// <summary>The fields about one text of minutes each: the text, and what it was when the page was drawn.</summary>
    public const string Minutes = "Minutes", MinutesShown = "MinutesShown";

    /// <summary>The hidden field that names the files kept from an earlier page.</summary>
    public const string Upload = "Upload";

    /// <summary>What was typed for something that is no longer on the page.</summary>
    public const string Kept = "Kept";

    /// <summary>The form's id.</summary>
    public const string Form = "reply-form";

    /// <summary>How many questions stand on one page; more come when these are answered.</summary>
    public const int MostQuestions = 100;

    /// <summary>How many texts of minutes stand on one page.</summary>
    public const int MostMinutes = 10;

    /// <summary>Most bytes of a body with all of it, each byte of text written as three in the worst case.</summary>
    public const int BodyBytes = 3 * FormShape.MostCarriedText;

    private const int TextBytes = 1024 * 1024, LineBytes = 16 * 1024;

    /// <summary>Texts that somebody typed, in the order of the page; answers and minutes have a field each.</summary>
    private static readonly string[] Typed = ["Text", "TalkText", "Preferred", "Number", "Names", Kept];

    /// <summary>Everything but files.</summary>
    public static FormShape Texts() => FormShape.Within(2 * TextBytes).Text("Answers").Text(Upload).Text("Text", TextBytes)
        .Each(Answer, MostQuestions, TextBytes).Each(Choice, MostQuestions, 16)
        .Text("Way", 16).Text("Preferred", LineBytes).Text("Number", 256)
        .Text("Request", 64).Text("Proposal", 64).Text("TalkText", LineBytes).Text(Choice, 16)
        .Each(Minutes, MostMinutes, TextBytes).Each(MinutesShown, MostMinutes, 32).Text("Approve", 64).Text("Correct", 64)
        .Many("Named", 200).Text("Names", LineBytes).Text("Follow").Text(Kept, TextBytes)
        .WithDecisions().Many(ReportForm.KeepOriginals, 1).WithTurn();

    /// <summary>What a button posts that sends no files: their names alone come along.</summary>
    public static FormShape WithoutFiles() => Texts().Many("Files", 200, 4 * 1024);

    /// <summary>What says that minutes still are as they were shown.</summary>
    public static string Mark(string minutes) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(minutes.ReplaceLineEndings("\n").Trim()))[..12]);

    /// <summary>Every text of it: answers to questions first, as on the page, and no minutes that nobody changed.</summary>
    public static string All(ReadForm form) => Joined(
    [
        .. form.AllAbout(Answer).Select(id => form.Text(FormShape.About(Answer, id))),
        .. form.AllAbout(Minutes).Where(id => IsChanged(form, id)).Select(id => form.Text(FormShape.About(Minutes, id))),
        .. Typed.Where(form.Has).Select(form.Text),
    ]);

    /// <summary>
    /// What goes on to the next page: all but what was taken, what the page writes itself, and minutes that nobody changed.
    /// </summary>
    public static ReadForm Rest(ReadForm form, Func<string, bool> taken)
    {
        var unchanged = form.AllAbout(Minutes).Where(id => !IsChanged(form, id)).Select(id => FormShape.About(Minutes, id)).ToHashSet();
        return form.Without(name => name is FormShape.Once or FormShape.Seen or WaitingFields.Turn
            || name is "Follow" or "Request" or "Proposal" or "Approve" or "Correct" or Choice || unchanged.Contains(name)
            || name.StartsWith(MinutesShown, StringComparison.Ordinal)
            || ReplyForm.Buttons.Contains(name) || taken(name));
    }

    /// <summary>Whether something in it is somebody's work, and not only what each page holds.</summary>
    public static bool HoldsWork(ReadForm rest) => rest.Names.Any(name =>
        name is not "Answers" && rest.Values(name).Any(value => !BlankText.Is(value)));

    /// <summary>The same, with what has no field on the page in the field for that.</summary>
    public static ReadForm Homed(ReadForm form, Func<string, bool> isOnPage)
    {
        if (All(form.Without(isOnPage)) is not { Length: > 0 } homeless) return form;
        var homed = form.Without(name => name == Kept || !isOnPage(name));
        homed.Add(Kept, Joined([form.Has(Kept) ? form.Text(Kept) : "", homeless]));
        return homed;
    }

    /// <summary>The first field in which somebody wrote, as the page shows them; null when something was only ticked or chosen.</summary>
    public static string? FirstTyped(ReadForm rest) => rest.AllAbout(Answer).Select(id => FormShape.About(Answer, id))
        .Concat(["Text"]).Concat(rest.AllAbout(Minutes).Select(id => FormShape.About(Minutes, id))).Concat(Typed)
        .FirstOrDefault(name => rest.Has(name) && !BlankText.Is(rest.Text(name)));

    /// <summary>Texts one below the other; blank ones are left out.</summary>
    public static string Joined(IEnumerable<string> texts) => string.Join("\n\n", texts.Where(text => !BlankText.Is(text)));

    private static bool IsChanged(ReadForm form, Guid minutes)
    {
        var shown = FormShape.About(MinutesShown, minutes);
        return !form.Has(shown) || form.Text(shown) != Mark(form.Text(FormShape.About(Minutes, minutes)));
    }
}
