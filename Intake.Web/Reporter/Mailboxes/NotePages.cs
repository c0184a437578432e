using System.Buffers;
using System.Globalization;
using System.Text;
using Intake.Core.Sealing;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Http.HttpResults;
using Words = Intake.Web.Site.Texts.Text;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>A date on the note: its field's name and the day.</summary>
public sealed record NoteDate(string Name, DateOnly Day);

/// <summary>
/// The receipt key as a text file. The page that shows the key posts it back, and the file is the answer: nothing is
/// looked up and nothing stored. Address and file name do not say what it is for, since a download list keeps both.
/// </summary>
public static class NotePages
{
    /// <summary>Dates that a note may carry, in the order shown; each has a text.</summary>
    private static readonly string[] Dates = ["Kept", "Return", "Acknowledged", "Feedback"];

    internal static readonly FormShape Shape =
        Dates.Aggregate(FormShape.Within(8 * 1024).Secret("Key"), (with, name) => with.Text(name, 10));

    internal static RedirectHttpResult BackToDoor(PageAddress here) => TypedResults.Redirect(here.To("mailbox"));

    internal static IResult Write(PostedForm form, PublicSite site, PageAddress here, Words text)
    {
        var dates = Dates.Select(name => (Name: name, Day: DayOf(form.Text(name)))).ToList();
        if (!ReceiptKey.TryParse(form.Secret("Key").Bytes, out var key, out var error))
        {
            return Page.Of<KeyPage>(new { Malformed = (ReceiptKeyError?)error }, StatusCodes.Status422UnprocessableEntity);
        }

        using (key)
        {
            return dates.Any(date => date.Day is null && form.Text(date.Name).Length > 0)
                ? TypedResults.StatusCode(StatusCodes.Status422UnprocessableEntity)
                : new Note(NoteOf(key, site.AddressFrom(here.Host, here.To("mailbox")), dates, text));
        }
    }

    /// <summary>The key is put in as bytes, so that no string of it is made.</summary>
    private static SecretBytes NoteOf(ReceiptKey key, string address, IEnumerable<(string Name, DateOnly? Day)> dates, Words text)
    {
        var before = Encoding.UTF8.GetBytes(Lines(text["Note.Key"]) + " ");
        var after = Encoding.UTF8.GetBytes(Lines(
        [
            "", "", text["Note.Address"] + " " + address, "",
            .. dates.Where(date => date.Day is not null).Select(date => text[$"Note.Date.{date.Name}", text.Date(date.Day!.Value)]),
            "", .. text["Note.Advice"].Split('\n'), "",
        ]));
        var note = new SecretBytes(before.Length + ReceiptKey.GroupedLength + after.Length);
        before.CopyTo(note.Writable);
        key.WriteGrouped(note.Writable[before.Length..]);
        after.CopyTo(note.Writable[(before.Length + ReceiptKey.GroupedLength)..]);
        return note;
    }

    /// <summary>Every program that opens text files understands these line ends.</summary>
    private static string Lines(params IEnumerable<string> lines) => string.Join("\r\n", lines);

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Sends the file and zeroes it.</summary>
    private sealed class Note(SecretBytes text) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using (text)
            {
                httpContext.Response.ContentType = "text/plain; charset=utf-8";
                httpContext.Response.ContentLength = text.Length;
                httpContext.Response.Headers.ContentDisposition = "attachment; filename=\"note.txt\"";
                httpContext.Response.BodyWriter.Write(text.Span);
                await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            }
        }
    }
}
