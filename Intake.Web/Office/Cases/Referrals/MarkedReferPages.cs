using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Cases.Granting;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>
/// An administrator hands a report to a unit with passages struck out: the original stays with the administrators, by keys.
/// </summary>
internal static class MarkedReferPages
{
    private static readonly FormShape Shape = CopyForm.Declare(ReferPages.Declare(FormShape.Within(FormShape.MostCarriedText)));

    public static void MapMarkedRefer(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/refer/marked", ShowAsync).ForAdministrators();
        pages.MapPost("/refer/marked", ReferAsync).ForAdministrators().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] CaseVisit visit, string? unit, CarriedForm carried, ReferralDesk referrals, MailChoiceDesk mails) =>
        await referrals.OriginalAsync(visit.Id, visit.Staff, visit.Cancel) is not { } original
            ? TypedResults.NotFound()
            : await ReferPages.PageAsync(visit, referrals, mails,
                new ReferForm(ReferPages.UnitOf(visit, unit, carried), [], "", GrantForm.Empty) { Copy = CopyForm.Of(original) },
                FormErrors.None);

    private static async Task<IResult> ReferAsync(
        [AsParameters] CaseVisit visit, PostedForm form, ReferralDesk referrals, MailChoiceDesk mails, OutboundGuard guard)
    {
        if (await referrals.OriginalAsync(visit.Id, visit.Staff, visit.Cancel) is not { } original) return TypedResults.NotFound();
        var copy = CopyForm.Of(original, form);
        var typed = ReferPages.Read(visit, form) with { Copy = copy };
        var errors = form.Faults();
        if (typed.Unit is null) errors.Add("unit", visit.Text["Refer.Unit.Missing"]);
        ReferPages.LookAtUnit(form, errors, visit.Text);
        foreach (var (name, wrong) in typed.WrongDates()) if (wrong) errors.Add(name, visit.Text["Refer.Dates.Wrong"]);
        foreach (var field in copy.Draft.Faults(original))
            errors.Add(FieldOf(copy, field), CaseResult.NotOnlyStruck.In(visit.Text));
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        var chosen = typed.Chosen;
        var unit = typed.Unit!;
        var answer = await referrals.ReferMarkedAsync(visit.Id, visit.Staff, unit.Id, chosen, typed.Note, copy.Draft,
            typed.Answers.Answers with { IsChecked = OutboundForm.Answer(form).IsChecked }, visit.Cancel,
            typed.Terms with { SentAsItStands = OutboundForm.Answer(form).Reason });
        if (answer == CaseResult.OverrideReasonMissing) errors.Add(OutboundForm.Reason, answer.In(visit.Text));
        if (answer is CaseResult.ToBeChecked or CaseResult.OverrideReasonMissing)
        {
            return await referrals.ChoicesAsync(visit.Id, visit.Staff, unit.Id, visit.Cancel) is not { } choices ? TypedResults.NotFound()
                : await OutboundPages.ShowAsync(visit, guard, OutgoingOf(visit, typed, unit, choices with
                {
                    Candidates = [.. choices.Candidates.Where(one => chosen.Contains(one.PersonId))],
                }), form, errors);
        }

        if (answer == CaseResult.HasOriginal)
        {
            var having = await referrals.HavingOriginalAsync(visit.Id, visit.Staff, unit.Id, chosen, visit.Cancel);
            errors.Add("Handlers", visit.Text["Refer.Marked.HasOriginal", string.Join(", ", having)]);
            return await AgainAsync();
        }

        return await visit.ThenAsync(
            answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Referred), errors,
            answer == CaseResult.NothingStruck ? FieldOf(copy, nameof(ReportContent.Description)) : ReferPages.FieldOf(answer), AgainAsync);

        Task<IResult> AgainAsync() => ReferPages.PageAsync(visit, referrals, mails, typed, errors);
    }

    private static string FieldOf(CopyForm copy, string field) => copy.Codes.Any(question => question.Field == field)
        ? CopyForm.TicksName : CopyForm.NameOf(ReportQuestions.Of(field));

    private static Outgoing OutgoingOf(CaseVisit visit, ReferForm typed, Unit unit, ReferralChoices choices)
    {
        var text = visit.Text;
        var copy = typed.Copy!;
        var left = copy.Draft.Of(copy.Original);
        return new(OutgoingAct.Referral, "marked-form", visit.Here.Case(visit.Id, "refer/marked"),
            [
                .. new OutgoingText[]
                {
                    new(text["Outbound.Text.Referral"], typed.Note), new(text["Outbound.Text.DatesReason"], typed.DatesReason),
                }.Where(one => !BlankText.Is(one.Text)),
            ])
        {
            Reader = OutboundReader.Unit,
            Unit = new(null, left),
            Copy = left,
            Back = visit.Here.Case(visit.Id),
            Self = $"office/case/{visit.Id}/refer/marked?unit={unit.Name}",
            Consequences =
            [
                text["Refer.Marked.Happens.Keys", ReferPages.NamesOf(choices)], ReferPages.InChargeOf(visit, typed, choices),
                .. ReferPages.PromiseOf(visit, typed),
                text["Refer.Marked.Happens.Original"],
                text["Refer.Marked.Happens.Files"], text["Refer.Marked.Happens.KeptOut"], text["Outbound.Happens.Asked"],
                .. ReferPages.DatesOf(visit, typed.Terms, choices.Usual), text["Outbound.Happens.WorkFile"],
                text["Outbound.Happens.Unit", unit.Title.In(text.Language)],
                text["Outbound.Happens.TakeBack"],
            ],
        };
    }
}
