using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Intake.Web.Privacy;

/// <summary>Which status an exception that nobody caught stands for.</summary>
public static class Failures
{
    /// <summary>
    /// A request that broke off keeps its own status. A database that is gone or too busy, a time-out, and a failed
    /// encryption (promise 13: fail closed) are 503; all else is a bug and 500.
    /// </summary>
    public static int StatusOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BadHttpRequestException request:
                    return request.StatusCode;
                case DbException { IsTransient: true } or TimeoutException or SocketException or CryptographicException:
                    return StatusCodes.Status503ServiceUnavailable;
            }
        }

        return StatusCodes.Status500InternalServerError;
    }
}
