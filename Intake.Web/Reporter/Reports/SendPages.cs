using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>What the check page's two buttons do: send the staged report, or go back to the form with it.</summary>
public static class SendPages
{
    /// <summary>The button for a person who has lost a draft's key: the report gets another.</summary>
    private const string NewKey = "NewKey";

    internal static readonly FormShape Shape = ReportForm.Button.WithTurn().Text(NewKey);

    /// <summary>
    /// Receives the report. The receipt is the answer itself and never an address, so the key is in no history; and it is
    /// drawn only after all of the report is committed.
    /// </summary>
    internal static async Task<IResult> SendAsync(ReportVisit visit, PostedForm form, ReportDesk desk)
    {
        var (scheme, ticket) = (visit.Scheme, visit.Ticket);
        var staged = await visit.Staging.LoadAsync(scheme, ticket, visit.Cancel);
        if (staged is { Report.Description: "" })
        {
            return ReportPages.Again(scheme, visit.Seal(), Filled(ticket, staged), ReportNotice.None);
        }

        if (staged?.Files.Any(file => file.IsUndecided) == true)
        {
            return await FilePages.CheckAsync(visit, staged, desk, StatusCodes.Status422UnprocessableEntity);
        }

        using var sent = form.Text(NewKey).Length > 0 ? ticket.WithoutKey() : null;
        if (ticket.Staged is not null
            && await visit.Room.EnterAsync(CostlyAct.Send, scheme.Id, form.Text(WaitingFields.Turn), visit.Cancel) is { MayGo: false } wait)
        {
            return Wait(visit, CostlyAct.Send, visit.Staging.Seal(scheme, sent ?? ticket), wait.Turn);
        }

        var answer = await desk.ReceiveAsync(scheme, sent ?? ticket, staged, visit.Cancel);
        var replaces = ticket.Staged is { IsDraft: true };
        return ReceiptOf(scheme, answer, visit.Staging.Seal(scheme, sent ?? ticket), FormErrors.None, replaces) ?? answer switch
        {
            ReceiveResult.Changed changed => await FilePages.CheckAsync(visit, changed.Staged, desk, StatusCodes.Status409Conflict),
            ReceiveResult.AlreadyReceived => Already(scheme),
            ReceiveResult.Expired => Not(scheme, NotReceived.Expired),
            _ => Not(scheme, NotReceived.NotOpen, form.Text(ReportForm.Ticket)),
        };
    }

    /// <summary>The form again, filled from what is staged.</summary>
    internal static async Task<IResult> EditAsync(ReportVisit visit) =>
        await visit.Staging.LoadAsync(visit.Scheme, visit.Ticket, visit.Cancel) is { } staged
            ? Page.Of<ReportPage>(new { visit.Scheme, Ticket = visit.Seal(), Draft = Filled(visit.Ticket, staged) })
            : await GoneAsync(visit);

    /// <summary>Nothing is staged under the ticket: it was sent before, or is too old.</summary>
    internal static async Task<IResult> GoneAsync(ReportVisit visit)
    {
        var used = await visit.Staging.IsUsedAsync(visit.Ticket, visit.Cancel);
        return Not(visit.Scheme, used ? NotReceived.Already : NotReceived.Expired);
    }

    /// <summary>The database can't be reached; what is staged stays.</summary>
    internal static IResult Unreachable(ReportVisit visit, string ticket)
    {
        visit.Http.Response.Headers.RetryAfter = "60";
        return Not(visit.Scheme, NotReceived.Unreachable, ticket);
    }

    private static ReportDraft Filled(FormTicket ticket, StagedContent staged) =>
        ReportDraft.Of(staged) with { IsSaved = ticket.Staged is { IsDraft: true } };

    /// <summary>This form became a report before.</summary>
    internal static IResult Already(Scheme scheme) => Not(scheme, NotReceived.Already);

    /// <summary>Its reader has left it, and nothing of it is shown again.</summary>
    internal static IResult Left(Scheme scheme) => Not(scheme, NotReceived.Left);

    /// <summary>Too few people could open a report: the other ways are shown instead.</summary>
    internal static IResult NotOpen(Scheme scheme) => Not(scheme, NotReceived.NotOpen);

    /// <summary>The receipt; null where nothing was received, or it is not shown any longer.</summary>
    internal static IResult? ReceiptOf(Scheme scheme, ReceiveResult answer, string ticket, FormErrors errors, bool replaces = false)
    {
        var status = errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        if (answer is ReceiveResult.ReceivedFromDraft known)
        {
            return Page.Of<ReceiptPage>(new { Scheme = scheme, Ticket = ticket, known.Dates, Errors = errors }, status);
        }

        if (answer is not ReceiveResult.Received received) return null;
        using var key = received.Key;
        var shown = new
        {
            Scheme = scheme,
            Ticket = ticket,
            Key = key.ToPageText(),
            received.Dates,
            ReplacesDraft = replaces || received.ReplacesDraft,
            received.Mark,
            Errors = errors,
        };
        return Page.Of<ReceiptPage>(shown, status);
    }

    /// <summary>More people are sending or saving than we take on at once: the page keeps the ticket and the turn.</summary>
    internal static IResult Wait(ReportVisit visit, CostlyAct act, string ticket, string turn)
    {
        visit.Http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        var path = $"{visit.Scheme.Name}/report/{(act == CostlyAct.Draft ? "draft" : "send")}";
        return Page.Of<WaitPage>(
            new { visit.Scheme, Act = act, Path = path, Ticket = ticket, Turn = turn }, StatusCodes.Status503ServiceUnavailable);
    }

    internal static IResult Not(Scheme scheme, NotReceived why, string ticket = "") =>
        Page.Of<NotReceivedPage>(new { Scheme = scheme, Why = why, Ticket = ticket }, why switch
        {
            NotReceived.Already or NotReceived.SavedBefore or NotReceived.Left => StatusCodes.Status409Conflict,
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

    /// <summary>The button to leave was pressed on it.</summary>
    Left,

    /// <summary>Nothing is staged any longer.</summary>
    Expired,

    /// <summary>Too few people are there to read it.</summary>
    NotOpen,

    /// <summary>The database can't be reached; what is staged stays.</summary>
    Unreachable,
}
