using System.Text;
using Intake.Core.Schemes;
using Intake.Core.Schemes.Wording;
using Intake.Tests.Support;

namespace Intake.Tests.Core.Schemes;

/// <summary>Finds the scheme files of the source tree.</summary>
internal static class SchemeFiles
{
    public static string Tests(string name) => Repository.PathOf("Intake.Tests", "Core", "Schemes", name);

    public static string Deployed(string name) => Repository.PathOf("deploy", "schemes", name);

    public static byte[] SmallTown => File.ReadAllBytes(Tests("small-town.json"));

    /// <summary>The site's texts, as the worker carries them.</summary>
    public static SiteTexts SiteTexts(string language) =>
        Intake.Core.Schemes.Wording.SiteTexts.Load(typeof(Intake.Worker.Mail.MailText).Assembly, language);

    public static SchemeFileResult Read(string json) => SchemeFile.Read(Encoding.UTF8.GetBytes(json));
}
