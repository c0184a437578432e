using Intake.Web.Site.Shell;

namespace Intake.Web.Site.Texts;

public static class TextServices
{
    /// <summary>A <see cref="Text"/> for each request, in the language of its address.</summary>
    public static void AddTexts(this IServiceCollection services)
    {
        var catalogues = TextCatalogue.Languages.ToDictionary(language => language, TextCatalogue.Load);
        services.AddSingleton<IReadOnlyDictionary<string, TextCatalogue>>(catalogues);
        services.AddScoped(provider =>
        {
            var language = provider.GetRequiredService<PageAddress>().Language;
            return new Text(language, catalogues[language]);
        });
    }
}
