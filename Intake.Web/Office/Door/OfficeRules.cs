namespace Intake.Web.Office.Door;

/// <summary>Who may use an endpoint of the back office. Everybody else gets 404.</summary>
public sealed record OfficeRule(Func<OfficeSession, bool> Allows);

/// <summary>The rules there are. An endpoint without one is for nobody.</summary>
public static class OfficeRules
{
    /// <summary>Everybody who is signed in, certified or not.</summary>
    public static TBuilder ForEveryone<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(_ => true);

    /// <summary>Everybody of a scheme, certified or not: <see cref="OfficeSession.Scheme"/> is there.</summary>
    public static TBuilder ForMembers<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(session => session.By.SchemeId is not null);

    /// <summary>Certified administrators and case handlers: <see cref="OfficeSession.Staff"/> is there.</summary>
    public static TBuilder ForReaders<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(session => session.IsReader);

    /// <summary>Certified administrators.</summary>
    public static TBuilder ForAdministrators<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(session => session is { IsReader: true, By.IsAdministrator: true });

    /// <summary>Certified case handlers.</summary>
    public static TBuilder ForCaseHandlers<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(session => session is { IsReader: true, By.IsCaseHandler: true });

    /// <summary>Those whose signature under a certificate counts: certified administrators, and founders before they are.</summary>
    public static TBuilder ForCertifiers<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(session => session.MayCertify);

    /// <summary>Operators of the installation.</summary>
    public static TBuilder ForOperators<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.For(session => session.By.IsOperator);

    private static TBuilder For<TBuilder>(this TBuilder endpoints, Func<OfficeSession, bool> allows)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new OfficeRule(allows));
}
