using System.Security.Cryptography;

namespace Intake.Core.Mailboxes;

/// <summary>
/// Code words for talks: two plain Danish words, drawn from 256 by the system's generator, nearly 16 bits: one guess in
/// 65,280 is right. It shows two strangers that they mean the same case; it opens nothing and is no secret to either.
/// </summary>
public static class CodeWords
{
    /// <summary>Words of four to ten letters from a to z, none a name of a person, none within one letter of another.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. """
        abrikos agurk akvarel album alfabet ananas anker appelsin violin arkiv artiskok asfalt atlas avis balkon bambus banan
        barometer beton bibliotek billet birk biskuit blomst blyant bogstav bold bolsje brev brise bronze bukser busk cement
        cirkel citron cykel daddel damask diamant vinter drivhus dynamo egern ekko elastik elefant emalje estragon etage fajance
        fakkel fasan fersken fest figen film fjer flamingo flise flodhest fodbold folder forel fortov fugl gaffel galleri garage
        gedde giraf glas glasur globus grafit grotte guitar gulerod gynge hammer harmonika harpe havre hjul honning hvede hyld
        iglo indigo insekt jakke jern jolle juni kajak kaktus kalender kamel kamera kanal kande kano karamel karry kartoffel
        kasket kastanje kedel kikkert klaver klint klods klokke knap kobber kokos komet kompas koral kork krans kridt krokus
        krystal kuffert kugle kuvert kvarts lagkage lakrids lampe landkort lanterne lavendel legeplads lilje lineal linse
        lokomotiv lotus lygte lyng magnet magnolia majs manchet mandarin mandel mango marmelade marmor melon messing metal
        mimose minut mosaik motor museum muskat musling narcis natur nektar nylon oase oliven opal orgel origami orkester palme
        panda papaya papir paprika parasol park pastel pavillon pelikan perle persille pingvin pistacie plakat planet poppel
        postkort prisme propel puslespil pyramide rabarber radise raket ramme regnbue remise rensdyr ribs robot rosin rosmarin
        rubin rytme safir safran salat saltvand salvie satellit saxofon segl sejlskib selleri sennep serviet skammel skov
        snebold solsikke sonate spade spinat stativ stjerne strand sukker symfoni tallerken tambur tavle teater telt tennis
        terrasse tiger timian tomat traktor trappe trekant tromme trompet tulipan tunnel uldgarn valmue vandfald vandkande
        vandmelon vanilje veranda vifte vindue
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Two different words, such as <c>citron klokke</c>.</summary>
    public static string New()
    {
        var first = RandomNumberGenerator.GetInt32(All.Count);
        var second = RandomNumberGenerator.GetInt32(All.Count - 1);
        return $"{All[first]} {All[second < first ? second : second + 1]}";
    }
}
