using System.Buffers.Text;
using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Storage;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Site.Forms;

/// <summary>
/// The form of a post. Endpoints that say <see cref="PostedForms.Takes{TBuilder}(TBuilder, FormShape)"/> take it as a
/// parameter; it is read there after every door has let the request in, and its secrets are zeroed when the handler is
/// done. Endpoints that stream files read it themselves with <see cref="ReadAsync"/>, once they know who sends and how
/// much may be sent.
/// </summary>
public sealed class PostedForm(Text text) : IDisposable
{
    private ReadForm? read;

    /// <summary>The values as sent.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not say that it takes a form.</exception>
    public ReadForm Read => read ?? throw new InvalidOperationException("No form was read here: map the endpoint with Takes.");

    /// <summary>A field's text for a page that is drawn with or without a form: empty when none was read.</summary>
    internal string TextIfRead(string name) => read?.Has(name) == true ? read.Text(name) : "";

    /// <summary>What somebody wrote, in the order met: choices and ids are one word. Nothing when no form was read.</summary>
    internal IReadOnlyList<string> Texts => read is null ? [] : [.. read.Names.Where(name => !Guid.TryParse(name, out _))
        .SelectMany(read.Values).Where(value => value.Trim().Any(char.IsWhiteSpace))];

    /// <summary>The field's text; empty when it was not sent.</summary>
    public string Text(string name) => Read.Text(name);

    /// <summary>All values of a field that may have several.</summary>
    public IReadOnlyList<string> Values(string name) => Read.Values(name);

    /// <summary>The key or password; of length 0 when it was not sent.</summary>
    public SecretField Secret(string name) => Read.Secret(name);

    /// <summary>
    /// What the reader found wrong, in words, at <paramref name="prefix"/> plus the field's name. The caller may add to
    /// the list.
    /// </summary>
    public FormErrors Faults(string prefix = "") =>
        new FormErrors().Add(Read.Faults.Select(fault => fault with { Field = prefix + fault.Field }), text);

    /// <summary>Reads the request's form; the one place that does.</summary>
    internal async ValueTask<FormReading> ReadAsync(HttpContext http, FormShape shape, FileReceiver? receive = null)
    {
        var reading = await FormReader.ReadAsync(http.Request, shape, receive, http.RequestAborted);
        if (!reading.TryGet(out var form)) return reading;
        read?.Dispose();
        read = form;
        Take(http, form);
        if (int.TryParse(form.Text(FormShape.Seen), NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            http.RequestServices.GetRequiredService<SeenWhenShown>().Of(seen);
        return reading;
    }

    /// <summary>A form with a token is stored once. One without is from no page of ours, and each post of it counts.</summary>
    private static void Take(HttpContext http, ReadForm form)
    {
        var token = new byte[FormUse.TokenSize];
        if (!form.Has(FormShape.Once) || !IsToken(form.Text(FormShape.Once), token)) return;
        http.RequestServices.GetRequiredService<FormOwner>().Of(token);
        http.RequestServices.GetRequiredService<FormUse>().Of(token, AddressOf(http), form.Digest());
    }

    /// <summary>The address as routing sees it, in whatever language: letters small or capital lead to one place.</summary>
    private static string AddressOf(HttpContext http) =>
        ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is not null && http.Request.Path.Value is { } path
            ? path[Math.Max(0, path.IndexOf('/', 1))..] : http.Request.Path.Value ?? "").TrimEnd('/').ToUpperInvariant();

    /// <summary>Says whose a form is that was carried here and is not taken, as by a change of language.</summary>
    internal static void Own(HttpContext http, ReadForm? form)
    {
        var token = new byte[FormUse.TokenSize];
        if (form?.Has(FormShape.Once) == true && IsToken(form.Text(FormShape.Once), token))
            http.RequestServices.GetRequiredService<FormOwner>().Of(token);
    }

    private static bool IsToken(string text, byte[] token) =>
        text.Length == 22 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, token, out var length) && length == token.Length;

    /// <summary>Zeroes its secrets.</summary>
    public void Dispose() => read?.Dispose();
}

/// <summary>Says which form an endpoint takes.</summary>
public static class PostedForms
{
    /// <summary>Reads this form before the handler, and after the doors of the groups that the endpoint is in.</summary>
    public static TBuilder Takes<TBuilder>(this TBuilder endpoints, FormShape shape) where TBuilder : IEndpointConventionBuilder =>
        endpoints.Takes(_ => shape);

    /// <summary>The same, for a form whose fields depend on who asks.</summary>
    internal static TBuilder Takes<TBuilder>(this TBuilder endpoints, Func<HttpContext, FormShape> shape)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            using var form = http.RequestServices.GetRequiredService<PostedForm>();
            var reading = await form.ReadAsync(http, shape(http));
            return reading.Refusal == FormRefusal.None ? await next(call) : reading.Refused;
        }).WithMetadata(new FormTaken());
}

/// <summary>An endpoint whose form is read before its handler.</summary>
internal sealed record FormTaken;
