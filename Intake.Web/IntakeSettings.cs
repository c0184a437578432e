using Intake.Core;
using Intake.Core.Cleaning;
using Intake.Core.Operations;
using Intake.Core.Reports.Files;
using Intake.Core.Storage;
using Intake.Web.Office.Accountability;
using Intake.Web.Office.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Office.People;
using Intake.Web.Reporter.Drafts;
using Intake.Web.Reporter.Mailboxes;
using Intake.Web.Reporter.Reports;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Pages;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web;

/// <summary>Finds the core's databases and files in the settings and puts its desks within reach of the pages.</summary>
public static class IntakeSettings
{
    private static readonly string[] Needed =
        ["ConnectionStrings:Intake", "ConnectionStrings:Vault", "Intake:FileSecret", "Intake:SchemeRoot"];

    /// <summary>Settings without which reports and staff cannot be served; empty in an installation that is set up.</summary>
    public static IReadOnlyList<string> Missing(IConfiguration settings) =>
        [.. Needed.Where(name => BlankText.Is(settings[name]))];

    /// <summary>
    /// Registers the core. Where a setting is missing the public pages are served all the same, the log says what is
    /// missing, and whatever needs a database fails.
    /// </summary>
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        Argon2Setting.Apply(settings[Argon2Setting.Key]);
        // Tools for cleaning files; by default where Debian's packages put them.
        builder.Services.AddSingleton(settings.GetSection("Intake:Cleaner").Get<CleanerSettings>() ?? new CleanerSettings());
        builder.Services.AddIntakeCore(new IntakeCoreOptions(
            DataSources.Within(settings["ConnectionStrings:Intake"] ?? "", ConnectionBudget.Web),
            DataSources.Within(settings["ConnectionStrings:Vault"] ?? "", ConnectionBudget.WebVault),
            settings["Intake:FileSecret"] ?? "", settings["Intake:SchemeRoot"] ?? "") { MailFrom = settings["Intake:Mail:From"] });
        builder.Services.AddSingleton<SchemeCache>();
        builder.Services.AddSingleton(WaitingSettings.Read(settings)).AddSingleton<WaitingRoom>().AddSingleton(new MailboxRenderLimiter())
            .AddSingleton(FormBudget.Read(settings)).AddSingleton(UploadDeadline.Read(settings))
            .AddSingleton(settings.GetSection("Intake:Uploads").Get<UploadSpaceSettings>() ?? new UploadSpaceSettings());
        builder.Services
            .AddScoped<ResumeDraft>().AddScoped<OfficeSession>().AddScoped<PersonLookup>()
            .AddScoped<PdfPages>()
            .AddScoped<AccountabilityPdf>().AddScoped<AccountLookup>().AddScoped<PostedForm>().AddScoped<ReportVisit>();
        if (Missing(settings).Count > 0) return;
        builder.Services.AddSingleton<InstallationGate>().AddHostedService(provider => provider.GetRequiredService<InstallationGate>());
        builder.Services.AddHostedService<RingKeyClock>().AddHostedService<SelfCheckClock>();
        if (settings[LoopbackAddress.OfWeb] is not { Length: > 0 } address) return;
        builder.Services.AddSingleton<Readiness>().AddSingleton(LoopbackAddress.Parse(address, LoopbackAddress.OfWeb))
            .AddHostedService<LoopbackSite>();
    }

    /// <summary>Logs which settings and tools are missing.</summary>
    public static void TellOfMissingSettings(this WebApplication app)
    {
        if (Missing(app.Configuration) is { Count: > 0 } missing)
            app.Logger.LogWarning("Not set: {Settings}. Reports and the back office are not served", string.Join(", ", missing));
        if (app.Services.GetRequiredService<CleanerSettings>().MissingPackages is { Count: > 0 } packages)
        {
            app.Logger.LogWarning(
                "Not installed: {Packages}. Files that need them are not cleaned, and each reporter is asked about each",
                string.Join(", ", packages));
        }
    }
}
