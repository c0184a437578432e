using System.Text.RegularExpressions;

namespace Intake.Core.Storage;

/// <summary>
/// The database roles of the two processes. The deployer makes them, without any right of their own; the owner is the
/// role that migrates, and owns both databases.
/// </summary>
public sealed partial record RoleNames(string Web = "intake_web", string Worker = "intake_worker")
{
    /// <summary>
    /// A script with the names put in. Errors: <see cref="ArgumentException"/> when a name is not of lower-case
    /// letters, digits and underscores, or longer than PostgreSQL's 63 bytes.
    /// </summary>
    public string PutInto(string script) => script
        .Replace("{web}", Quoted(Web), StringComparison.Ordinal)
        .Replace("{worker}", Quoted(Worker), StringComparison.Ordinal)
        .Replace("{web_name}", Web, StringComparison.Ordinal)
        .Replace("{worker_name}", Worker, StringComparison.Ordinal);

    private static string Quoted(string name) =>
        Plain().IsMatch(name) ? $"\"{name}\"" : throw new ArgumentException($"'{name}' cannot be the name of a role.", nameof(name));

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z")]
    private static partial Regex Plain();
}
