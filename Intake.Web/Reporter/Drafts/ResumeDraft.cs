using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Reporter.Mailboxes;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Drafts;

/// <summary>The form as it was left, for a person who came to the mailbox's door with a draft's key.</summary>
public sealed class ResumeDraft(SchemeCatalogue schemes, StagingDesk staging, Text text)
{
    /// <summary>The page; null when the draft went meanwhile or no longer opens.</summary>
    public async Task<IResult?> FormAsync(UnlockedDraft draft, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(draft.SchemeId, cancel);
        if (!scheme.Languages.Contains(text.Language))
        {
            return Page.Of<KeyPage>(new { Elsewhere = scheme.Languages[0] });
        }

        text.Override(scheme.Texts.GetValueOrDefault(text.Language));
        try
        {
            return await staging.LoadAsync(scheme, draft.Ticket, cancel) is { } staged
                ? Page.Of<ReportPage>(new
                {
                    Scheme = scheme,
                    Ticket = staging.Seal(scheme, draft.Ticket),
                    Draft = ReportDraft.Of(staged) with { IsSaved = true },
                    KeptUntil = (DateOnly?)draft.KeptUntil,
                })
                : null;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
