using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Screening;
using Intake.Core.Schemes;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Screening;

/// <summary>The screening form as it was typed. Only the part that <see cref="Scope"/> chooses counts.</summary>
public sealed record ScreeningForm
{
    internal static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Scope", 16).Text("Category", 128)
        .Text("Note", CaseForms.TextBytes).Text("Ground", 128).Many("Help", 100).Text("Text", CaseForms.TextBytes)
        .Text("Doubt", CaseForms.TextBytes).Text("Needed", CaseForms.TextBytes).Text("Next", 16)
        .WithCheck();

    public string Scope { get; init; } = "";
    public string Category { get; init; } = "";
    public string Note { get; init; } = "";
    public string Ground { get; init; } = "";
    public IReadOnlyList<string> Help { get; init; } = [];
    public string Text { get; init; } = "";
    public string Doubt { get; init; } = "";
    public string Needed { get; init; } = "";
    public string Next { get; init; } = "";

    /// <summary>Whether nothing is decided yet.</summary>
    public bool IsDoubt => Scope == "doubt";

    /// <summary>What is done about a doubt; null where that is not chosen.</summary>
    public DoubtStep? Step => Next switch
    {
        nameof(DoubtStep.Ask) => DoubtStep.Ask,
        nameof(DoubtStep.Decide) => DoubtStep.Decide,
        _ => null,
    };

    /// <summary>Where the text of the chosen part stands.</summary>
    public string TextField => Scope switch
    {
        "outside" => "Text",
        "doubt" => Doubt.Length > CaseText.Longest ? "Doubt" : "Needed",
        _ => "Note",
    };

    /// <summary>Only for a form that decides, and that <see cref="Check"/> found nothing wrong with.</summary>
    public ScreeningDecision Decision => Scope == "outside"
        ? new ScreeningDecision.Outside(Ground, Help, Text)
        : new ScreeningDecision.Inside(Category, Note);

    /// <summary>A form to begin with: empty, or with the scheme's own words for a ground, in the reporter's language.</summary>
    public static ScreeningForm Suggested(Scheme scheme, string? ground, string? language) =>
        scheme.Scope.Grounds.FirstOrDefault(one => one.Name == ground) is { } chosen
            ? new ScreeningForm
            {
                Scope = "outside",
                Ground = chosen.Name,
                Help = chosen.Help,
                Text = chosen.Text.In(language == "en" ? "en" : "da"),
            }
            : new ScreeningForm();

    internal static ScreeningForm Of(ReadForm form) => new()
    {
        Scope = form.Text("Scope"),
        Category = form.Text("Category"),
        Note = form.Text("Note"),
        Ground = form.Text("Ground"),
        Help = form.Values("Help"),
        Text = form.Text("Text"),
        Doubt = form.Text("Doubt"),
        Needed = form.Text("Needed"),
        Next = form.Text("Next"),
    };

    internal FormErrors Check(FormErrors errors, Scheme scheme, Text text)
    {
        if (Scope is not ("inside" or "outside" or "doubt")) errors.Add("Scope", text["Screening.Scope.Missing"]);
        if (Scope == "inside" && scheme.Category(Category) is null) errors.Add("Category", text["Screening.Category.Missing"]);
        if (Scope == "outside")
        {
            if (scheme.Scope.Grounds.All(ground => ground.Name != Ground)) errors.Add("Ground", text["Screening.Ground.Missing"]);
            if (Help.Count == 0 || Help.Any(name => scheme.Help.Entry(name) is null)) errors.Add("Help", text["Screening.Help.Missing"]);
            if (BlankText.Is(Text)) errors.Add("Text", text["Screening.Text.Missing"]);
        }

        if (IsDoubt)
        {
            if (BlankText.Is(Doubt)) errors.Add("Doubt", text["Screening.Doubt.Ground.Missing"]);
            if (BlankText.Is(Needed)) errors.Add("Needed", text["Screening.Doubt.Needed.Missing"]);
            if (Step is null) errors.Add("Next", text["Screening.Doubt.Next.Missing"]);
        }

        return errors;
    }
}
