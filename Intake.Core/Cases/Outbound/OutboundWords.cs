using System.Text.RegularExpressions;

namespace Intake.Core.Cases.Outbound;

/// <summary>
/// The words that the outbound check knows, in Danish and English, with the endings that Danish gives them. Pure. A pattern with
/// room for other words stays inside its sentence.
/// </summary>
internal static partial class OutboundWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>Up to three words between those of a pattern, with blanks and no point between them.</summary>
    private const string Few = @"(?:\p{L}+\s+){0,3}?";

    private const string Speak = @"(?:tale|snakke|fortælle|sige|drøfte|omtale|udtale|kontakte|viderefortælle|videregive|røbe|betro)\b";

    /// <summary>Consequences for somebody's employment.</summary>
    public static IEnumerable<Range> Sanctions(string text) => Places(SanctionDa(), text).Concat(Places(SanctionEn(), text)).OrderBy(Start);

    /// <summary>
    /// Orders to keep silent. What staff say of their own silence is none ("vi har tavshedspligt"), nor is that nobody is bound
    /// ("du kan ikke pålægges tavshed").
    /// </summary>
    public static IEnumerable<Range> Gags(string text) => Places(Forbidden(), text)
        .Concat(Places(ForbiddenEn(), text).Where(place => !IsToUs(text, place)))
        .Concat(Places(Imposed(), text).Where(place => !IsDenied(text, place) && !Denial().IsMatch(text[place])))
        .Concat(Places(Ordered(), text).Where(place => !IsToUs(text, place) && !IsSaidOfSomebody(text, place)))
        .OrderBy(Start);

    /// <summary>Questions of who somebody is. "Skriv ikke dit navn" asks for nothing.</summary>
    public static IEnumerable<Range> AskingWho(string text) =>
        Places(Who(), text).Where(place => !IsDenied(text, place)).OrderBy(Start);

    /// <summary>What a template leaves to its reader. A remark in brackets of another kind is none.</summary>
    public static IEnumerable<Range> Unfilled(string text) => Places(Bracketed(), text);

    private static int Start(Range place) => place.Start.Value;

    private static IEnumerable<Range> Places(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Index..(match.Index + match.Length));

    /// <summary>Whether the sentence denies it before it comes.</summary>
    private static bool IsDenied(string text, Range place) => Denial().IsMatch(Before(text, place));

    /// <summary>"You do not …", "they never …": no order.</summary>
    private static bool IsSaidOfSomebody(string text, Range place) => Subject().IsMatch(Before(text, place));

    /// <summary>"Do not tell us who you are", "du skal ikke sige til os": no order to keep silent.</summary>
    private static bool IsToUs(string text, Range place) =>
        ToUs().IsMatch(text[place.End.Value..Math.Min(text.Length, place.End.Value + 12)]);

    /// <summary>What stands before it in its sentence.</summary>
    private static string Before(string text, Range place)
    {
        var from = text.LastIndexOfAny(['.', '!', '?', '\n', ':'], Math.Max(0, place.Start.Value - 1)) + 1;
        return from < place.Start.Value ? text[from..place.Start.Value] : "";
    }

    [GeneratedRegex(
        @"\b(?:advars(?:el|len|ler|lerne)s?|påtal(?:e|en|er|erne|t)|afskedig(?:e|er|es|et|else|elsen|elser|elserne)|afsked|"
        + @"opsig(?:es|else|elsen|elser)|opsagt|fyret|fyres|fyring(?:en|er)?|bortvis(?:e|es|t|ning|ningen|ninger)|"
        + @"fritstil(?:le|les|let|ling|lingen|linger)|suspender(?:et|es|ing|ingen)|suspension(?:en|er)?|degrader(?:et|es|ing|ingen)|"
        + @"tjenstlig(?:e|t)?\s+(?:samtale[rn]?|forhør|reaktion|reaktioner)|disciplinær\p{L}*|forflyt(?:tet|tes|telse|telsen)|"
        + @"omplacer(?:et|es|ing|ingen)|flyttet\s+til\s+(?:et\s+andet|en\s+anden)|frit(?:aget|ages)\s+for\s+tjeneste|tjenestefri|fratrådt|"
        + @"sanktion(?:en|er|erne)?|ansættelsesretlig(?:e|t)?\s+(?:konsekvens(?:en|er|erne)?|skridt|reaktion(?:en|er)?))\b",
        Options)]
    private static partial Regex SanctionDa();

    [GeneratedRegex(
        @"\b(?:(?:written|verbal|formal|final|official)\s+warnings?|(?:given|received|issued|got)\s+a\s+warning|"
        + @"dismiss(?:ed|al|als)|fired|sacked|laid\s+off|reprimand(?:ed|s)?|suspended|suspension|disciplinary|disciplined|demot(?:ed|ion)|"
        + @"terminat(?:ed|ion)\s+(?:of\s+)?(?:\p{L}+\s+)?(?:employment|contract)|sanction(?:s|ed)?|(?:moved|transferred)\s+to\s+another|"
        + @"relieved\s+of\s+(?:\p{L}+\s+)?dut(?:y|ies)|garden(?:ing)?\s+leave)\b",
        Options)]
    private static partial Regex SanctionEn();

    /// <summary>Somebody who is spoken to may not speak; nothing of the case may be spoken of.</summary>
    [GeneratedRegex(
        @"\b(?:du|i)\s+må\s+" + Few + @"(?:ikke|aldrig)\s+" + Few + Speak
        + @"|\bingen\s+må\s+" + Few + @"(?:tale|snakke|fortælle|sige\s+noget|vide\s+noget)\s+(?:om|med)\b"
        + @"|\bmå\s+(?:du|i)\s+" + Few + @"(?:ikke|aldrig)\s+" + Few + Speak
        + @"|\b(?:du|i)\s+(?:skal|bør)\s+" + Few + @"(?:ikke|aldrig)\s+" + Few
        + @"(?:tale|snakke|drøfte|omtale)\s+(?:om|med|det|dette|sagen)\b"
        + @"|\bmå\s+" + Few + @"(?:ikke|aldrig)\s+" + Few + @"(?:omtales|drøftes|viderefortælles|gengives|tales\s+om)\b"
        + @"|\bhold(?:e|er)?\s+" + Few + @"for\s+(?:dig|jer)\s+selv\b",
        Options)]
    private static partial Regex Forbidden();

    [GeneratedRegex(
        @"\byou\s+(?:must|may|should|shall|are)\s*(?:not|n['’]t|never)\s+(?:allowed\s+to\s+|permitted\s+to\s+|to\s+)?" + Few
        + @"(?:talk|speak|tell|discuss|mention|contact|disclose|reveal|repeat)\b"
        + @"|\bkeep\s+" + Few + @"(?:to\s+yourself|between\s+us)\b"
        + @"|\byou\s+(?:must|should|shall|have\s+to|need\s+to)\s+(?:keep|remain|stay|treat)\s+" + Few
        + @"(?:secret|confidential|silent|quiet)\b",
        Options)]
    private static partial Regex ForbiddenEn();

    /// <summary>A duty of silence for somebody who is spoken to.</summary>
    [GeneratedRegex(
        @"\btavshedspålæg(?:get|gene)?\b|\bpålæg(?:ge|ges|ger|t)?\s+" + Few + @"tavshed(?:spligt)?\b"
        + @"|\b(?:du|i)\s+(?:har|får|er)\s+" + Few + @"tavshedspligt(?:en)?\b|\b(?:din|jeres)\s+tavshedspligt\b"
        + @"|\byou\s+(?:have|are\s+under|are\s+bound\s+by)\s+(?:a|the)?\s*duty\s+of\s+(?:silence|secrecy|confidentiality)\b"
        + @"|\b(?:non-disclosure|gag\s+order|gagging\s+clause|vow\s+of\s+silence)\b",
        Options)]
    private static partial Regex Imposed();

    /// <summary>"Tal ikke med nogen om det", "sig det ikke til nogen", "do not talk to anybody".</summary>
    [GeneratedRegex(
        @"\b(?:tal|snak)\s+(?:aldrig|ikke)\s+" + Few + @"(?:med|om)\b"
        + @"|\b(?:fortæl|sig)\s+(?:det\s+|dette\s+|intet\s+)?(?:aldrig\s+|ikke\s+)" + Few + @"(?:videre|til)\b"
        + @"|\b(?:fortæl|sig)\s+(?:det\s+)?(?:ingenting|intet|ikke\s+noget)\s+til\b"
        + @"|\b(?:omtal|drøft|nævn)\s+(?:det|dette|sagen)\s+(?:aldrig|ikke)\b"
        + @"|\b(?:omtal|drøft)\s+(?:aldrig|ikke)\s+(?:det|dette|sagen)\b"
        + @"|\b(?:do\s+not|don['’]t|never)\s+(?:talk|speak|tell|discuss|mention|disclose|contact)\b",
        Options)]
    private static partial Regex Ordered();

    [GeneratedRegex(
        @"\b(?:hvem\s+er\s+du|hvem\s+du\s+er|hvad\s+hedder\s+du|hvor\s+arbejder\s+du|"
        + @"hvad\s+er\s+din\s+stilling|hvilken\s+stilling\s+har\s+du|"
        + @"(?:dit|din|dine|jeres)\s+(?:\p{L}+\s+)?(?:navn|fornavn|efternavn|telefonnummer|telefon|mobilnummer|mobil|"
        + @"e-mail|mail|mailadresse|e-mailadresse|adresse|medarbejdernummer|arbejdsnummer|tjenestenummer|lønnummer|personnummer|"
        + @"cpr|cpr-nummer|initialer|fødselsdato|fødselsdag|stillingsbetegnelse)|"
        + @"who\s+are\s+you|who\s+you\s+are|what(?:['’]s|\s+is)\s+your\s+name|where\s+do\s+you\s+work|"
        + @"your\s+(?:\p{L}+\s+)?(?:name|surname|phone|phone\s+number|telephone|mobile|e-?mail|address|"
        + @"(?:staff|employee|payroll|work)\s+(?:number|id)|job\s+title|initials|date\s+of\s+birth|cpr))\b",
        Options)]
    private static partial Regex Who();

    [GeneratedRegex(@"\((?:skriv\s+her|write\s+here):[^()]{1,200}\)", Options)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\b(?:ikke|uden|aldrig|hverken|behøver|not|never|without|nor)\b|n['’]t\b", Options)]
    private static partial Regex Denial();

    [GeneratedRegex(@"\b(?:you|we|they|who|people|somebody|one)\s+$", Options)]
    private static partial Regex Subject();

    [GeneratedRegex(@"^\s+(?:us|me|til\s+os|os)\b", Options)]
    private static partial Regex ToUs();
}
