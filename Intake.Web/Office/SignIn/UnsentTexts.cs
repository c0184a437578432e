using System.Text;
using Intake.Core;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Http.Features;
using FormPipeReader = Microsoft.AspNetCore.WebUtilities.FormPipeReader;

namespace Intake.Web.Office.SignIn;

/// <summary>An endpoint whose form holds texts that somebody may have worked on for long, and nothing secret.</summary>
internal sealed record TextsGivenBack;

/// <summary>
/// What was typed into a form that came after its session was over: it was not received, and goes back to the sender
/// alone, in the answer to the same request. Nothing of it is stored.
/// </summary>
internal static class UnsentTexts
{
    private const int LongestName = 64;

    /// <summary>Says that the forms posted here hold no secret, so that a late one's texts are given back.</summary>
    public static TBuilder GivesTextsBack<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new TextsGivenBack());

    /// <summary>
    /// The texts of the request's form in the order of its fields, within the endpoint's body limit. Empty where there are
    /// none, where the endpoint does not give any back, and where the body is no form of ours.
    /// </summary>
    public static async Task<IReadOnlyList<string>> OfAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<TextsGivenBack>() is null
            || http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return [];
        }

        var most = http.Request.ContentLength ?? http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
        if (FormReader.Begin(http)?.Take((int)Math.Min(most, int.MaxValue / 2)) == false) return [];
        try
        {
            var body = new FormPipeReader(http.Request.BodyReader, Encoding.UTF8) { KeyLengthLimit = LongestName };
            var fields = await body.ReadFormAsync(http.RequestAborted);
            return [.. fields.SelectMany(field => field.Value).OfType<string>().Where(IsWritten)
                .Select(LineBreaks.Plain)];
        }
        catch (Exception broken) when (FormReader.RefusalOf(broken) is not null)
        {
            return [];
        }
    }

    /// <summary>The texts that came along when a page behind the door was asked for in another language.</summary>
    public static IReadOnlyList<string> Carried(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<TextsGivenBack>() is null
        ? [] : [.. http.RequestServices.GetRequiredService<CarriedForm>().Texts.Where(IsWritten)];

    // Choices and ids are one word; a text of one word is soon written again.
    private static bool IsWritten(string value) => value.Trim().Any(char.IsWhiteSpace);
}
