using Intake.Core.Reports.Contents;
using Intake.Web.Site.Forms;

namespace Intake.Web.Reporter.Reports;

/// <summary>What stands in the form: as typed, or as staged. Empty for what was skipped.</summary>
public sealed record ReportDraft
{
    private readonly Dictionary<string, string> typed;

    private ReportDraft(Dictionary<string, string> typed) => this.typed = typed;

    /// <summary>An empty form.</summary>
    public static ReportDraft Empty { get; } = new([]);

    /// <summary>The text of a field; empty when nothing was typed.</summary>
    public string this[string field] => typed.GetValueOrDefault(field, "");

    /// <summary>Names of those ticked as part of it.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Files that are staged already.</summary>
    public IReadOnlyList<AttachmentContent> Files { get; init; } = [];

    /// <summary>Whether originals are to be kept beside cleaned copies.</summary>
    public bool KeepsOriginals { get; init; }

    /// <summary>Whether it stands on a draft that was saved before.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether anything beyond the first questions is filled in.</summary>
    public bool HasMore => ReportForm.More.Any(question => this[question.Field].Length > 0);

    public static ReportDraft Of(ReadForm form) => new(ReportForm.Fields.ToDictionary(field => field, form.Text))
    {
        Named = form.Values(ReportForm.Named),
        KeepsOriginals = form.Values(ReportForm.KeepOriginals).Count > 0,
    };

    public static ReportDraft Of(StagedContent staged)
    {
        if (staged.Typed is { } unfinished)
        {
            return new(unfinished.ToDictionary(field => field.Key, field => field.Value))
            {
                Named = staged.NamedReaders,
                Files = staged.Files,
                KeepsOriginals = staged.KeepsOriginals is true,
            };
        }

        return new(ReportQuestions.All.ToDictionary(question => question.Field, question => question.Answer(staged.Report) ?? ""))
        {
            Named = staged.NamedReaders,
            Files = staged.Files,
            KeepsOriginals = staged.KeepsOriginals is true,
        };
    }

    /// <summary>The checked form as it is staged.</summary>
    public StagedContent ToStaged(string language) => new()
    {
        Report = ReportQuestions.Report(field => this[field], language),
        NamedReaders = Named,
        Files = Files,
        KeepsOriginals = KeepsOriginals,
    };

    /// <summary>As typed, while the form is not in order or not finished: without a report nothing can be sent.</summary>
    public StagedContent ToUnfinished(string language) => new()
    {
        Report = new ReportContent { Description = "", Follow = false, Language = language },
        Typed = typed.Where(field => field.Value.Length > 0).ToDictionary(field => field.Key, field => field.Value),
        NamedReaders = Named,
        Files = Files,
        KeepsOriginals = KeepsOriginals,
    };
}
