using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Reports;

/// <summary>What the check page's two buttons do: send the staged report, or go back to the form with it.</summary>
public static class SendPages
{
    /// <summary>The button of one who has lost a draft's key: the report gets another.</summary>
    private const string NewKey = "NewKey";

    private static readonly FormShape Shape = TicketPost.Shape.WithTurn().Text(NewKey);

    /// <summary>
    /// Receives the report. The receipt is the answer itself and never an address, so the key is in no history; and it is
    /// drawn only after all of the report is committed.
    /// </summary>
    internal static Task<IResult> SendAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, ReportDesk desk, WaitingRoom room, Text text, CancellationToken cancel) =>
        TicketPost.TakeAsync(scheme, http, shelf, staging, Shape, text, async (found, form, ticket) =>
        {
            var staged = await staging.LoadAsync(found, ticket, cancel);
            if (staged is { Report.Description: "" })
            {
                return ReportPages.Again(found, staging.Seal(found, ticket), Filled(ticket, staged), ReportNotice.None);
            }

            if (staged?.Files.Any(file => file.IsUndecided) == true)
            {
                return await FilePages.CheckAsync(found, staging, ticket, staged, desk, StatusCodes.Status422UnprocessableEntity, cancel);
            }

            using var sent = form.Text(NewKey).Length > 0 ? ticket.WithoutKey() : null;
            if (ticket.Staged is not null
                && await room.EnterAsync(CostlyAct.Send, found.Id, form.Text(WaitingFields.Turn), cancel) is { MayGo: false } wait)
            {
                return Wait(http, CostlyAct.Send, found, staging.Seal(found, sent ?? ticket), wait.Turn);
            }

            return await desk.ReceiveAsync(found, sent ?? ticket, staged, cancel) switch
            {
                ReceiveResult.Received received => Receipt(found, received),
                ReceiveResult.ReceivedFromDraft received => Page.Of<ReceiptPage>(new { Scheme = found, received.Dates }),
                ReceiveResult.Changed changed => await FilePages.CheckAsync(
                    found, staging, ticket, changed.Staged, desk, StatusCodes.Status409Conflict, cancel),
                ReceiveResult.AlreadyReceived => Not(found, NotReceived.Already),
                ReceiveResult.Expired => Not(found, NotReceived.Expired),
                _ => Not(found, NotReceived.NotOpen, form.Text(ReportForm.Ticket)),
            };
        }, cancel);

    /// <summary>The form again, filled from what is staged.</summary>
    internal static Task<IResult> EditAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, Text text, CancellationToken cancel) =>
        TicketPost.TakeAsync(scheme, http, shelf, staging, Shape, text, async (found, _, ticket) =>
            await staging.LoadAsync(found, ticket, cancel) is { } staged
                ? Page.Of<ReportPage>(new { Scheme = found, Ticket = staging.Seal(found, ticket), Draft = Filled(ticket, staged) })
                : await GoneAsync(found, staging, ticket, cancel), cancel);

    /// <summary>Nothing is staged under the ticket: it was sent before, or is too old.</summary>
    internal static async Task<IResult> GoneAsync(Scheme scheme, StagingDesk staging, FormTicket ticket, CancellationToken cancel)
    {
        var used = await staging.IsUsedAsync(ticket, cancel);
        return Not(scheme, used ? NotReceived.Already : NotReceived.Expired);
    }

    /// <summary>The database can't be reached; what is staged stays.</summary>
    internal static IResult Unreachable(HttpContext http, Scheme scheme, string ticket)
    {
        http.Response.Headers.RetryAfter = "60";
        return Not(scheme, NotReceived.Unreachable, ticket);
    }

    private static ReportDraft Filled(FormTicket ticket, StagedContent staged) =>
        ReportDraft.Of(staged) with { IsSaved = ticket.Staged is { IsDraft: true } };

    /// <summary>This form became a report before.</summary>
    internal static IResult Already(Scheme scheme) => Not(scheme, NotReceived.Already);

    /// <summary>Too few are there who could open a report: the other ways are shown instead.</summary>
    internal static IResult NotOpen(Scheme scheme) => Not(scheme, NotReceived.NotOpen);

    private static RazorComponentResult<ReceiptPage> Receipt(Scheme scheme, ReceiveResult.Received received)
    {
        using var key = received.Key;
        return Page.Of<ReceiptPage>(new { Scheme = scheme, Key = key.ToPageText(), received.Dates, received.ReplacesDraft });
    }

    /// <summary>More people are sending or saving than we take on at once: the page keeps the ticket and the turn.</summary>
    internal static RazorComponentResult<WaitPage> Wait(HttpContext http, CostlyAct act, Scheme scheme, string ticket, string turn)
    {
        http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        var path = $"{scheme.Name}/report/{(act == CostlyAct.Draft ? "draft" : "send")}";
        return Page.Of<WaitPage>(new { Scheme = scheme, Act = act, Path = path, Ticket = ticket, Turn = turn }, StatusCodes.Status503ServiceUnavailable);
    }

    internal static RazorComponentResult<NotReceivedPage> Not(Scheme scheme, NotReceived why, string ticket = "") =>
        Page.Of<NotReceivedPage>(new { Scheme = scheme, Why = why, Ticket = ticket }, why switch
        {
            NotReceived.Already or NotReceived.SavedBefore => StatusCodes.Status409Conflict,
            NotReceived.Expired => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status503ServiceUnavailable,
        });
}

/// <summary>Why nothing was received just now. Each has a text.</summary>
public enum NotReceived
{
    /// <summary>This form became a report before.</summary>
    Already,

    /// <summary>This form was saved as a draft before, under a key that was shown then.</summary>
    SavedBefore,

    /// <summary>Nothing is staged any longer.</summary>
    Expired,

    /// <summary>Too few people are there to read it.</summary>
    NotOpen,

    /// <summary>The database can't be reached; what is staged stays.</summary>
    Unreachable,
}
