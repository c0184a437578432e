using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;

namespace Intake.Web.Office.Door;

/// <summary>
/// Who is at the other end of a back-office request. Endpoints below <see cref="OfficeDoor.MapOffice"/> take it as a
/// parameter; it is open there and closes, keys zeroed, when the answer has been sent.
/// </summary>
public sealed class OfficeSession(Sessions sessions, SchemeCatalogue schemes, CertificateBooks books, ReportAccess reports) : IDisposable
{
    private SignedIn? by;
    private Scheme? scheme;

    public bool IsOpen => by is not null;

    /// <exception cref="InvalidOperationException">The endpoint is not below <see cref="OfficeDoor.MapOffice"/>.</exception>
    public SignedIn By => by ?? throw new InvalidOperationException("Nobody is signed in here: map the endpoint with MapOffice.");

    /// <summary>The certified person, who can open what is granted to them.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is not <see cref="OfficeRules.ForReaders"/> or narrower.</exception>
    public UnlockedStaff Staff => By.Staff ?? throw new InvalidOperationException("Not certified: map the endpoint ForReaders.");

    /// <summary>The person's scheme.</summary>
    /// <exception cref="InvalidOperationException">An operator's session: it belongs to no scheme.</exception>
    public Scheme Scheme => scheme ?? throw new InvalidOperationException("An operator belongs to no scheme.");

    /// <summary>Reads cases: certified, and no operator.</summary>
    public bool IsReader => by?.Staff is not null;

    /// <summary>Certifies people: a certified administrator, or a founder.</summary>
    public bool MayCertify { get; private set; }

    /// <summary>The scheme's title; null for an operator.</summary>
    public string? SchemeTitle(string language) => scheme?.Title.In(language);

    /// <summary>Opens the session of the request's cookie; false when there is none or it is over.</summary>
    internal async Task<bool> OpenAsync(HttpContext http)
    {
        if (OfficeCookie.Read(http.Request) is not { } cookie) return false;
        var cancel = http.RequestAborted;
        by = await sessions.UnlockAsync(cookie, CaseOf(http) is { } id ? await reports.SchemeOfAsync(id, cancel) : null, cancel);
        if (by is null) return false;
        if (by.SchemeId is { } own) scheme = await schemes.GetAsync(own, cancel);
        MayCertify = by.IsAdministrator && await books.MayCertifyAsync(by, cancel);
        return true;
    }

    /// <summary>The report in the address of a case's page; null for other pages.</summary>
    private static Guid? CaseOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<OfCase>() is not null
            && Guid.TryParse(http.Request.RouteValues["id"]?.ToString(), out var id) ? id : null;

    /// <summary>Zeroes the keys.</summary>
    public void Dispose() => by?.Dispose();
}
