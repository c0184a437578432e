using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>The check-up finds what it should: each page here has one fault, and a sound one has none.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FaultProofTests
{
    private static readonly (string Name, FaultKind Kind, string Says, string Body)[] Faulty =
    [
        ("label", FaultKind.Axe, "label:", "<input id=a>"),
        ("contrast", FaultKind.Axe, "color-contrast:", "<p><font color=#cccccc>Svær at læse</font></p>"),
        ("order-of-headings", FaultKind.Axe, "heading-order:", "<h2>Et</h2><h4>For dybt</h4>"),
        ("name-of-button", FaultKind.Axe, "button-name:", "<button></button>"),
        ("name-of-link", FaultKind.Axe, "link-name:", "<a href=/></a>"),
        ("picture", FaultKind.Axe, "image-alt:", "<img src=/icon.svg>"),
        ("list", FaultKind.Axe, "list:", "<ul><p>Ikke et punkt</p></ul>"),
        ("aria", FaultKind.Axe, "aria-valid-attr-value:", "<p aria-hidden=maybe>Tekst</p>"),
        ("small-target", FaultKind.Axe, "target-size:", "<p><button>i</button><button>j</button></p>"),
        ("language", FaultKind.Axe, "valid-lang:", "<p lang=xx-nothing>Tekst</p>"),
        ("table", FaultKind.Axe, "td-headers-attr:", "<table><tr><th id=a>A</th></tr><tr><td headers=b>1</td></tr></table>"),
        ("too-wide", FaultKind.Fit, "the page is",
            "<p><nobr>" + "ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord" + "</nobr></p>"),
        ("needs-spacing", FaultKind.Spacing, "reaches", "<p><nobr>Femogtredive tegn i een linje kun</nobr></p>"),
        ("dark", FaultKind.Dark, "color-contrast:", "<p><font color=#333333>Svær at læse i mørke</font></p>"),
        ("tab-order", FaultKind.Keyboard, "Tab stops at",
            "<p><button>Det første</button></p><p><button tabindex=2>Det andet</button></p><p><button>Det tredje</button></p>"),
        ("hidden-focus", FaultKind.Keyboard, "shows no focus", "<h2 tabindex=0>Overskrift</h2>"),
        ("stranger", FaultKind.Stranger, "stranger.example", "<img src=https://stranger.example/a.png alt=Fremmed>"),
        ("no-size", FaultKind.Keyboard, "has no size", "<button class=first-button>Send</button>"),
    ];

    private IReadOnlyList<Fault> found = [];

    private static IEnumerable<string> Names => Faulty.Select(fault => fault.Name);

    [OneTimeSetUp]
    public async Task Look()
    {
        await using var gallery = await Gallery.OfAsync(
        [
            .. Faulty.Select(fault => Page(fault.Name, fault.Body)),
            Page("sound", "<p><label for=a>Sted</label> <input class=form-input id=a autocomplete=off> <a href=/da/>Til forsiden</a></p>"),
        ]);
        found = await Checkup.OfAsync(gallery);
    }

    [TestCaseSource(nameof(Names))]
    public void A_fault_is_found(string name)
    {
        var (_, kind, says, _) = Faulty.Single(fault => fault.Name == name);
        var here = found.Where(fault => fault.Page.Name == name).ToList();
        Assert.That(here.Where(fault => fault.Kind == kind).Select(fault => fault.What), Has.Some.Contains(says), string.Join('\n', here));
    }

    [Test]
    public void A_sound_page_has_none() => Assert.That(found.Where(fault => fault.Page.Name == "sound"), Is.Empty);

    private static Shown Page(string name, string body) => new(name, "da", $"""
        <!DOCTYPE html><html lang=da><head><title>Prøve</title><link rel=stylesheet href=/dkfds-11.2.0/dkfds.css><link rel=stylesheet href=/site.css></head>
        <body><div class="container page-container"><main><h1>Prøve</h1>{body}</main></div></body></html>
        """);
}
