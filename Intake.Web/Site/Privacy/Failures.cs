using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;

namespace Intake.Web.Site.Privacy;

/// <summary>The status for an exception that nobody caught.</summary>
public static class Failures
{
    /// <summary>
    /// A request that broke off keeps its own status. Whatever a database refuses, whether it is gone, full, read-only or not
    /// ours any more, a time-out, and an encryption that fails, which stops the request, are 503; more than we take on at
    /// once is 429; all else is a bug and 500.
    /// </summary>
    public static int StatusOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BadHttpRequestException request:
                    return request.StatusCode;
                case DbException or TimeoutException or SocketException
                    or CryptographicException or NoRingKeyException:
                    return StatusCodes.Status503ServiceUnavailable;
                case BusyException:
                    return StatusCodes.Status429TooManyRequests;
            }
        }

        return StatusCodes.Status500InternalServerError;
    }

    /// <summary>Whether the same request may succeed in a minute: a page then gives back what was typed.</summary>
    public static bool IsTransient(Exception failure) =>
        StatusOf(failure) is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests;
}
