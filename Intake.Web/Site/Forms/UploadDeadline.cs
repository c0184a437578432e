namespace Intake.Web.Site.Forms;

/// <summary>How long a form with files may take to arrive, however steadily it does.</summary>
/// <param name="Longest">From its first byte to its last; setting <c>Intake:Uploads:LongestMinutes</c>.</param>
public sealed record UploadDeadline(TimeSpan Longest)
{
    /// <summary>Enough for 50 MB over a line of 7 KB a second.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromHours(2);

    public static UploadDeadline Read(IConfiguration settings) =>
        new(settings.GetValue<double?>("Intake:Uploads:LongestMinutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : Default);
}
