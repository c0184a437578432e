using Intake.Core.Storage;

namespace Intake.Web.Site.Shell;

/// <summary>Bounds what each request waits for databases that do not answer.</summary>
internal static class PatientRequests
{
    public static void UseDatabasePatience(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        DatabasePatience.Begin();
        return next(http);
    });
}
