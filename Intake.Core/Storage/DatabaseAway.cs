using System.Data.Common;
using System.Net.Sockets;

namespace Intake.Core.Storage;

/// <summary>Tells a database that does not answer, or refuses, from a fault of ours.</summary>
public static class DatabaseAway
{
    /// <summary>
    /// Whether an exception says that a database was not reached, broke off or refused. EF Core wraps what a retry might
    /// mend, so causes count too. A cancellation counts unless the caller asked for it.
    /// </summary>
    public static bool Is(Exception failure, CancellationToken asked = default)
    {
        if (failure is OperationCanceledException) return !asked.IsCancellationRequested;
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException or TimeoutException or SocketException or IOException) return true;
        }

        return false;
    }
}
