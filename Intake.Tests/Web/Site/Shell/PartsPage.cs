using Intake.Web.Site.Shell;
using Intake.Web.Site.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Intake.Tests.Web.Site.Shell;

/// <summary>A page with every form part on it, for tests and for looking at.</summary>
public sealed class PartsPage : ComponentBase
{
    private static readonly Option[] YesNo =
        [new("yes", "Ja, jeg vil følge sagen", "Så kan vi spørge dig, hvis noget er uklart."), new("no", "Nej")];

    [Parameter] public bool Wrong { get; set; }

    [Parameter] public string Typed { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var errors = new FormErrors();
        if (Wrong)
        {
            errors.Add("Description", "Skriv, hvad der er sket.").Add("Follow", "Vælg, om du vil følge sagen.").Add("On", "Skriv en dato.");
        }

        builder.OpenComponent<Layout>(0);
        builder.AddComponentParameter(1, "Title", "Alle formularens dele");
        builder.AddComponentParameter(2, "Audience", Audience.Reporter);
        builder.AddComponentParameter(3, "SchemeName", "Region Eksempels whistleblowerordning");
        builder.AddComponentParameter(4, "Errors", errors);
        builder.AddComponentParameter(5, "BackHref", "/da/");
        builder.AddComponentParameter(6, "ChildContent", (RenderFragment)Content);
        builder.CloseComponent();
    }

    private void Content(RenderTreeBuilder builder)
    {
        Part<StepIndicator>(builder, ("Steps", new[] { "Fortæl", "Se efter", "Kvittering" }), ("Current", 2));
        builder.AddMarkupContent(1, "<h1>Alle formularens dele</h1>");
        Part<Alert>(
            builder, ("Heading", "Godt at vide"),
            ("ChildContent", (RenderFragment)(text => text.AddContent(0, "Kun to felter skal udfyldes."))));
        builder.OpenElement(2, "form");
        builder.AddAttribute(3, "method", "post");
        builder.AddAttribute(4, "action", "/da/parts");
        Part<TextArea>(
            builder, ("Name", "Description"), ("Label", "Hvad er der sket?"), ("Hint", "Skriv med dine egne ord."), ("Value", Typed));
        Part<RadioGroup>(builder, ("Name", "Follow"), ("Label", "Vil du følge sagen?"), ("Options", YesNo));
        Part<CheckBoxGroup>(
            builder, ("Name", "Category"), ("Label", "Hvad handler det om?"), ("Optional", true), ("Options", YesNo),
            ("Values", new[] { "no" }));
        Part<SelectField>(builder, ("Name", "Unit"), ("Label", "Hvor?"), ("Options", YesNo), ("Empty", "Ved ikke"), ("Value", "no"));
        Part<TextField>(builder, ("Name", "Place"), ("Label", "Sted"), ("Value", "Afsnit \"4\" <b>"));
        Part<DateField>(builder, ("Name", "On"), ("Label", "Hvornår?"), ("Value", new DateOnly(2026, 3, 4)));
        Part<FileField>(builder, ("Name", "Files"), ("Label", "Filer"), ("Optional", true));
        Part<SubmitButton>(builder, ("ChildContent", (RenderFragment)(text => text.AddContent(0, "Gå videre"))));
        builder.CloseElement();
        Part<Details>(
            builder, ("Summary", "Hvem læser det?"),
            ("ChildContent", (RenderFragment)(text => text.AddContent(0, "En advokat uden for regionen."))));
        Part<Pager>(builder, ("Current", 2), ("Pages", 3), ("Href", (Func<int, string>)(page => $"?page={page}")));
    }

    private static void Part<TPart>(RenderTreeBuilder builder, params (string Name, object Value)[] parameters)
        where TPart : IComponent
    {
        builder.OpenComponent<TPart>(10);
        builder.AddMultipleAttributes(11, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
        builder.CloseComponent();
    }
}
