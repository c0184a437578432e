namespace Intake.Core.Reports.Names;

/// <summary>
/// Names that many Danes have, and words of Danish that are names too. A frequent first name before a last name, or a frequent
/// last name behind a first name, makes them another person's; whatever else stands there says nothing of whose the name is.
/// </summary>
internal static class FrequentNames
{
    private const string Given = """
        adam agnete albert alberte alexander alma amalie anders andreas ane anita anja anna anne annette anni annika anton arne
        asger astrid august axel benjamin bent bente benny birgit birgitte birthe bjarne bo brian britta camilla carina carl carla
        carsten caroline casper cecilie charlotte christian christina christine christoffer clara claus connie dan daniel david
        dennis dorte dorthe ebbe edith egon elin elisabeth ella ellen else elsebeth emil emilie emma erik erling esben esther eva
        fatima finn flemming frank frans freja freya frida frederik frederikke gerda gitte grethe gudrun gunnar gustav hanna hanne
        hans harald heidi helena helene helge helle henning henriette henrik henry holger ib ida inga inge ingelise inger irene
        isabella ivan jacob jakob jan jane janne jannie jens jeppe jesper jette jim joan johan johanne johannes john johnny jonas
        jonathan josefine julie jytte jørgen jørn kai kaj karen karin karina karl karoline kaspar kasper katja katrine kenneth kent
        kim kira kirsten kirstine kjeld klaus kristian kristina kristine kristoffer kurt lars lasse laura laurits lea leif lena
        lene leo liam linda line lis lisa lisbeth lise liselotte lissi lone louise lucas lukas mads magnus maja malene malthe
        marcus maria mariann marianne marie markus marlene martin mathias mathilde mehmet merete mette mia michael michelle
        mikkel mille mogens mohamed mohammad mohammed morten nadia nanna natasja nicklas nicolai niels nikolaj nils nina nora
        oliver ole oscar oskar ove palle patrick paul pauline per pernille peter pia poul preben rasmus regitze rene richard
        rikke robert ronni rosa rune ruth sabrina sander sandra sanne sara sarah sebastian signe silje simon simone sofia sofie
        solveig steen steffen stefan stig stine susan susanne svend søren tanja thea theodor thomas thor tim tina tine tobias
        tom tommy tore torben tove troels trine uffe ulla ulrik vagn valdemar vera verner vibeke victor victoria viggo viktor
        viktoria villads villy vivi vivian werner william yvonne zainab åge åse
        """;

    private const string Last = """
        andersson bach bak bang beck bendixen berg bertelsen bjerregaard bjørn blixen boesen bonde borg brandt bro bruun
        buch bundgaard bæk christoffersen clemmensen dahl dalgaard dalsgaard damgaard danielsen ebbesen enevoldsen eskildsen
        fischer foged friis frost fuglsang gade graversen greve gregersen gundersen gravesen hald hedegaard hermansen hjort holck
        holgersen holst hougaard høj højgaard jacobsen jespersen jepsen jessen juhl juul kirk kirkegaard kjeldsen kjær kjærgaard
        klausen knudsen koch krarup kragh krog kruse lassen lauridsen laursen lauritsen lausten lind lindberg lindgaard
        lorenzen lorentzen lykke lyng madsen magnussen marcussen markussen mathiasen mathiesen meyer mogensen molin
        munk mørch mørk møller nissen nygaard nørgaard nørskov overgaard olsson pape pedersen poulsen qvist rask rasmussen
        raun riis rohde rosenkilde sandberg schmidt schou schrøder schultz siig skaarup skov skovgaard skriver sommer
        steffensen storgaard svendsen svane søgaard søndergaard sørensen thomsen thorsen thygesen toft thorup vang
        vestergaard villadsen vinter vinther voss wagner winther winter wolff ørsted østergaard aagaard aaen ågård
        """;

    private const string Words = """
        agnes alma anker ask asker august bak balle band bank bent berg bil bjerg bjørn bo bonde borg bro bruun brun by bæk bøg
        dag dal dalen dam dan degn due dyr ebbe eg eng falk fisker finn fjord fris frost gade gro gry grønne gård hald hans have
        helle hede hjort holm holt per horn hund hus hvid hvas høj ib ida inde inge jan jul juul kai kaj kald kirk kirke kit klint
        klit knap kok konge krag krog kruse kron kær lade land lang lei leo lied lilje lille lind line liv lund lykke lyng
        lærke løve maj male mark mathe max may mester mia min mose munk my mølle møller mørk nat nord ny næs olde orm ove
        palle park pape pia pil post præst raun ravn rask rene rige riis ris rod rom rose rosen rosenborg rytter sand sanne
        schou sejr skak skov skriver sky smed sne sol sommer sten stor storm strand svan svane svend sø sørens tang ting tim
        toft tom top torm torn torp tove trane vad vagn vang vest viol vinter vold voss vind wind ulv ugle ø ørn øst ås å
        """;

    private static readonly HashSet<string> GivenNames = SetOf(Given), LastNames = SetOf(Last), OrdinaryWords = SetOf(Words);

    /// <summary>Whether many people are called so by their first name.</summary>
    public static bool IsGiven(string folded) => GivenNames.Contains(folded);

    /// <summary>Whether many people are called so by their last name: those on the list, and all that end as patronyms do.</summary>
    public static bool IsLast(string folded) =>
        LastNames.Contains(folded) || (folded.Length > 5 && (folded.EndsWith("sen", StringComparison.Ordinal)
            || folded.EndsWith("gard", StringComparison.Ordinal)));

    /// <summary>Whether it is a word of Danish too, so that in small letters it says nothing.</summary>
    public static bool IsWord(string folded) => folded.Length < 3 || OrdinaryWords.Contains(folded);

    private static HashSet<string> SetOf(string words) => [.. NameWords.Of([words]).Select(word => word.Folded)];
}
