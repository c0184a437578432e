using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Components;

namespace Intake.Web.Office.Cases.UnitMessages;

/// <summary>What administrators and units write to each other about a case, and the referral that one of them ends.</summary>
public static class UnitMessagePages
{
    private static readonly FormShape Writing = FormShape.Within(CaseForms.MostCheckedBytes)
        .Text("Referral", 64).Text("Text", CaseForms.TextBytes).WithDraft().WithCheck();

    private static readonly FormShape Declining = FormShape.Within(CaseForms.MostCheckedBytes)
        .Text("Text", CaseForms.TextBytes).WithDraft().WithCheck();

    public static void MapUnitMessages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/units", ShowAsync).ForReaders();
        pages.MapPost("/units", WriteAsync).ForReaders().Takes(Writing);
        var referral = pages.MapGroup("/referral/{referral:guid}");
        referral.MapGet("/decline", DecliningAsync).ForCaseHandlers();
        referral.MapPost("/decline", DeclineAsync).ForCaseHandlers().Takes(Declining);
        referral.MapGet("/take-back", ([AsParameters] CaseVisit visit, Guid referral) =>
            EndPageAsync<TakeBackPage>(visit, referral, "", FormErrors.None)).ForAdministrators();
        referral.MapPost("/take-back", TakeBackAsync).ForAdministrators().Takes(CaseForms.OneText);
        app.MapOffice().MapGet("/declined", () => Page.Of<DeclinedPage>()).ForReaders();
    }

    /// <summary>Who is shown the messages has seen them.</summary>
    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done, CaseMarks marks, CaseDraftDesk desk) =>
        visit.ShowAsync(async view =>
        {
            await marks.SeenMessagesAsync(visit.Id, visit.Staff, UnitThread.Received(view), visit.Cancel);
            var drafts = await DraftsAsync(visit, desk);
            var saved = WorkDraftForm.Again(Writing, drafts?.Own);
            return Page.Of<UnitMessagesPage>(new
            {
                View = view, Notice = CaseNotices.Of(done), Drafts = drafts, To = saved?.Text("Referral") ?? "",
                Typed = saved?.Text("Text") ?? "",
            });
        });

    private static async Task<WorkDraftsView?> DraftsAsync(CaseVisit visit, CaseDraftDesk desk) =>
        (await desk.ReadAsync(visit.Id, visit.Staff, [WorkForm.UnitMessage], visit.Cancel)).GetValueOrDefault(WorkForm.UnitMessage);

    private static async Task<IResult> WriteAsync(
        [AsParameters] CaseVisit visit, PostedForm form, UnitMessageDesk desk, OutboundGuard guard, CaseDraftDesk drafts)
    {
        var (errors, to, text) = (form.Faults(), form.Text("Referral"), form.Text("Text"));
        if (!Guid.TryParse(to, out var referral) && !WorkDraftForm.IsSaving(form)) errors.Add("Referral", visit.Text["Units.To.Missing"]);
        var shown = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        var outgoing = OutgoingOf(visit, shown?.Referrals.FirstOrDefault(one => one.Id == referral), text);
        var post = new CheckedPost(visit, guard, outgoing, form, errors)
        {
            Draft = new(drafts, WorkForm.UnitMessage, visit.Here.Case(visit.Id, "units?done=draftsaved")),
        };
        return await post.SendAsync(
            answer => desk.WriteAsync(visit.Id, referral, visit.Staff, text, answer, visit.Cancel),
            visit.Here.Case(visit.Id, "units?done=unitmessaged"), "Text", async () =>
            {
                var newer = await DraftsAsync(visit, drafts) is { } kept ? kept with { Own = null } : null;
                return await visit.ShowAsync<UnitMessagesPage>(
                    errors, view => new { View = view, To = to, Typed = text, Drafts = newer, Errors = errors });
            });
    }

    /// <summary>A unit's message is shown first only where something was found in it; what goes to a unit, always.</summary>
    private static Outgoing OutgoingOf(CaseVisit visit, ReferralView? referral, string text)
    {
        var address = visit.Here.Case(visit.Id, "units");
        if (referral is null or { WorkFile: not null })
        {
            return new(OutgoingAct.UnitMessage, "unit-message-form", address, [new(visit.Text["Units.ToAdministrator"], text)])
            {
                Reader = OutboundReader.Administrator, Consequences = [visit.Text["Outbound.Happens.Administrators"]],
            };
        }

        var unit = visit.Session.Scheme.TitleOf(referral.UnitId, visit.Text);
        return new(OutgoingAct.ToUnit, "unit-message-form", address, [new(visit.Text["Units.ToUnit", unit], text)])
        {
            Reader = OutboundReader.Unit,
            Unit = new(referral.Id),
            Consequences =
            [
                visit.Text["Outbound.Happens.ToUnit", unit, string.Join(", ", referral.Handlers)], visit.Text["Outbound.Happens.Final"],
            ],
        };
    }

    private static async Task<IResult> DecliningAsync([AsParameters] CaseVisit visit, Guid referral, string? done, WorkDraftDesk drafts) =>
        await drafts.ReadAsync(visit.Id, referral, visit.Staff, WorkForm.Decline, visit.Cancel) is { } saved
            ? await ReferralPages.WorkPageAsync<DeclinePage>(visit, referral, FormErrors.None, (view, own) => new
            {
                View = view, Referral = own, Typed = WorkDraftForm.Again(Declining, saved.Own)?.Text("Text") ?? "", Drafts = saved,
                Notice = CaseNotices.Of(done),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> DeclineAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, ReturnDesk desk, OutboundGuard guard, WorkDraftDesk drafts)
    {
        var (errors, reason) = (form.Faults(), form.Text("Text"));
        if (WorkDraftForm.IsSaving(form) && !errors.Any)
        {
            var saved = await drafts.SaveAsync(
                visit.Id, referral, visit.Staff, WorkForm.Decline, WorkDraftForm.Fields(form.Read), visit.Cancel);
            return await visit.ThenAsync(
                saved, visit.Here.Referral(visit.Id, referral, "decline?done=draftsaved"), errors, "Text", AgainAsync);
        }

        var outgoing = new Outgoing(OutgoingAct.Decline, "decline-form", visit.Here.Referral(visit.Id, referral, "decline"),
            [new(visit.Text["Units.Reason"], reason)])
        {
            Reader = OutboundReader.Administrator,
            Consequences = [visit.Text["Outbound.Happens.Administrators"], visit.Text["Outbound.Happens.Declined"]],
        };
        return await new CheckedPost(visit, guard, outgoing, form, errors).SendAsync(
            answer => desk.DeclineAsync(visit.Id, referral, visit.Staff, reason, answer, visit.Cancel),
            visit.Here.To("office/declined"), "Text", AgainAsync);

        Task<IResult> AgainAsync() => EndPageAsync<DeclinePage>(visit, referral, reason, errors);
    }

    private static async Task<IResult> TakeBackAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, ReturnDesk desk)
    {
        var (errors, reason) = (form.Faults(), form.Text("Text"));
        if (errors.Any) return await AgainAsync();
        var answer = await desk.TakeBackAsync(visit.Id, referral, visit.Staff, reason, visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.TakenBack), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => EndPageAsync<TakeBackPage>(visit, referral, reason, errors);
    }

    private static async Task<IResult> EndPageAsync<TPage>(CaseVisit visit, Guid referralId, string typed, FormErrors errors)
        where TPage : IComponent
    {
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is { } referral
            && (typeof(TPage) == typeof(TakeBackPage) || referral.WorkFile is not null)
            ? Page.Of<TPage>(new { View = view, Referral = referral, Typed = typed, Errors = errors }, CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
    }
}
