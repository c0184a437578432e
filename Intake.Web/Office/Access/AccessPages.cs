using System.Globalization;
using System.Text;
using Intake.Core;
using Intake.Core.Cases.Statements;
using Intake.Core.Certification;
using Intake.Core.Deadlines;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Office.Access;

/// <summary>The access review: who has opened and done what in the scheme.</summary>
public static class AccessPages
{
    private const int DaysShown = 30;

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        var access = app.MapOffice().MapGroup("/access");
        access.MapGet("", ShowAsync).ForAdministrators();
        access.MapGet("/csv", DownloadAsync).ForAdministrators();
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] AccessAddress asked, OfficeSession session, AccessReview review,
        TimeProvider time, Text text, CancellationToken cancel)
    {
        var (from, to, page) = (asked.From, asked.To, asked.Page);
        var range = AccessRange.Read(from, to, CopenhagenClock.Today(time).AddDays(1 - DaysShown), CopenhagenClock.Today(time));
        var errors = new FormErrors();
        if (range is null) errors.Add("From", text["Access.BadDates"]);
        var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? Math.Clamp(read, 1, 1_000_000) : 1;
        var lines = range is null ? new([], More: false)
            : await review.ReadAsync(session.By, range.From, range.To, asked.Case, number - 1, cancel);
        return Page.Of<AccessPageView>(
            new { From = range?.Start ?? from, To = range?.End ?? to, Case = asked.Case, Number = number, Page = lines, Errors = errors },
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>All lines of the range, newest first, in the words and the time of the page.</summary>
    private static async Task<Results<PushStreamHttpResult, NotFound>> DownloadAsync(
        [AsParameters] AccessAddress asked, OfficeSession session, AccessReview review,
        TimeProvider time, Text text, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        if (AccessRange.Read(asked.From, asked.To, today.AddDays(1 - DaysShown), today) is not { } range) return TypedResults.NotFound();
        var lines = await review.AllAsync(session.By, range.From, range.To, asked.Case, cancel);
        return TypedResults.Stream(WriteAsync, "text/csv; charset=utf-8", $"access-{range.Start}-{range.End}.csv");

        async Task WriteAsync(Stream body)
        {
            await using var csv = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await csv.WriteAsync(CsvFile.Line(
                [.. new[] { "At", "Did", "Who", "About", "Intact" }.Select(column => text[$"Access.{column}"])]));
            foreach (var line in lines) await csv.WriteAsync(RowOf(line, text));
        }
    }

    private static string RowOf(AccessLine line, Text text) => CsvFile.Line(
    [
        CopenhagenClock.At(line.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), text.Did(line), text.WhoOf(line),
        line.About, text[line.Intact ? "Access.Intact.Yes" : "Access.Altered"],
    ]);
}

/// <summary>What the access review's address asks for, as it was typed or linked.</summary>
internal sealed record AccessAddress
{
    public string? From { get; init; }

    public string? To { get; init; }

    public string? Page { get; init; }

    /// <summary>The reference of one case.</summary>
    public string? Case { get; init; }
}

/// <summary>Two dates, both included.</summary>
internal sealed record AccessRange(DateOnly From, DateOnly To)
{
    private const string Form = "yyyy-MM-dd";

    public string Start => From.ToString(Form, CultureInfo.InvariantCulture);

    public string End => To.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>From an address, with these dates where it says none; null when they are not dates or in the wrong order.</summary>
    public static AccessRange? Read(string? from, string? to, DateOnly first, DateOnly last) =>
        TryRead(from, first, out var start) && TryRead(to, last, out var end) && start <= end ? new(start, end) : null;

    private static bool TryRead(string? text, DateOnly otherwise, out DateOnly date)
    {
        date = otherwise;
        return BlankText.Is(text)
            || (DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
                && date.Year is >= 2000 and < 3000);
    }
}
