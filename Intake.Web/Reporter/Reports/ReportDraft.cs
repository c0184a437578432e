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
    public bool HasMore => ReportForm.More.Any(name => this[name].Length > 0);

    public static ReportDraft Of(ReadForm form) => new(ReportForm.Fields.ToDictionary(field => field, form.Text))
    {
        Named = form.Values(ReportForm.Named),
        KeepsOriginals = form.Values(ReportForm.KeepOriginals).Count > 0,
    };

    public static ReportDraft Of(StagedContent staged)
    {
        if (staged.Typed is { } unfinished)
        {
            return new(unfinished.ToDictionary(field => field.Key, field => field.Value)) { Named = staged.NamedReaders, Files = staged.Files, KeepsOriginals = staged.KeepsOriginals is true };
        }

        var report = staged.Report;
        return new(new Dictionary<string, string?>
        {
            ["Description"] = report.Description,
            ["Follow"] = report.Follow ? "yes" : "no",
            ["Unit"] = report.Unit,
            ["Category"] = report.Category,
            ["Place"] = report.Place,
            ["Period"] = report.Period,
            ["Involved"] = report.Involved,
            ["StillGoingOn"] = report.StillGoingOn,
            ["Knowledge"] = report.Knowledge,
            ["Witnesses"] = report.Witnesses,
            ["InternalOrThirdParty"] = report.InternalOrThirdParty,
            ["Relation"] = report.Relation,
            ["OwnStatus"] = report.OwnStatus,
            ["TriedAlready"] = report.TriedAlready,
            ["HelpWanted"] = report.HelpWanted,
        }.ToDictionary(field => field.Key, field => field.Value ?? ""))
        {
            Named = staged.NamedReaders,
            Files = staged.Files,
            KeepsOriginals = staged.KeepsOriginals is true,
        };
    }

    /// <summary>The checked form as it is staged.</summary>
    public StagedContent ToStaged(string language) => new()
    {
        Report = new ReportContent
        {
            Description = this["Description"].Trim('\n'),
            Follow = this["Follow"] == "yes",
            Language = language,
            Unit = Or("Unit"),
            Category = Or("Category"),
            Place = Or("Place"),
            Period = Or("Period"),
            Involved = Or("Involved"),
            StillGoingOn = Or("StillGoingOn"),
            Knowledge = Or("Knowledge"),
            Witnesses = Or("Witnesses"),
            InternalOrThirdParty = Or("InternalOrThirdParty"),
            Relation = Or("Relation"),
            OwnStatus = Or("OwnStatus"),
            TriedAlready = Or("TriedAlready"),
            HelpWanted = Or("HelpWanted"),
        },
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

    private string? Or(string field) => string.IsNullOrWhiteSpace(this[field]) ? null : this[field].Trim();
}
