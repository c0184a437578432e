using System.Text.Encodings.Web;
using System.Text.Unicode;
using Intake.Web.Site.Privacy;

namespace Intake.Web.Site.Shell;

public static class ShellServices
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Else æøå become entities.
        services.AddSingleton<VersionedAssets>();
        services.AddScoped<PageAddress>();
        services.AddScoped<CarriedForm>();
    }
}
