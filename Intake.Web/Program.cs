using Intake.Web.Office.Door;
using Intake.Web.Reporter.Mailboxes;
using Intake.Web.Reporter.Reports;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Pages;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web;

/// <summary>The web program. Each line adds one room.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Starting.RunAsync(() => Build(args));

    /// <summary>Builds the program; tests add settings before and test endpoints after, and change nothing else.</summary>
    public static WebApplication Build(
        string[] args,
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddPublicSite();
        builder.AddQuietLogging();
        builder.Services.AddTexts();
        builder.Services.AddShell();
        configure?.Invoke(builder);
        builder.AddIntake();
        builder.AddQuietServer(); // Last, because it takes out what others bring with them.

        var app = builder.Build();
        app.TellOfMissingSettings();
        app.UseSecurityHeaders();
        app.UseDatabasePatience();
        app.UseOneHostName();
        app.UseHeadAsGet();
        app.UseLanguageFromPath();
        app.UseSizeClasses();
        app.UseProblemPages();
        app.UseInstallationGate();
        app.UseVersionedAssets();
        app.UseSameOriginPosts();
        app.UseCarriedForms();
        app.UseRouting();

        app.MapHealth();
        app.MapPublicPages();
        if (IntakeSettings.Missing(app.Configuration).Count == 0)
        {
            app.MapStart();
            app.MapReporting();
            app.MapMailboxes();
        }

        app.MapOfficePages();
        map?.Invoke(app);
        return app;
    }
}
