using Microsoft.AspNetCore.Http.Metadata;

namespace Intake.Web.Site.Forms;

/// <summary>The most bytes that an endpoint's request body may hold; the server refuses more with 413.</summary>
public sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

public static class BodyLimits
{
    /// <summary>Sets the body limit of these endpoints, in bytes; without it the server's small default holds.</summary>
    public static TBuilder AcceptsBodyUpTo<TBuilder>(this TBuilder endpoints, long bytes)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new BodyLimit(bytes));
}
