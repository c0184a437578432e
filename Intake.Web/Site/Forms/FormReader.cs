using Microsoft.Net.Http.Headers;

namespace Intake.Web.Site.Forms;

/// <summary>
/// The one way in which a form is read: declared fields only, a limit for each, strict UTF-8, secrets as bytes, files
/// streamed. A wrong field becomes a fault and keeps what else was typed; a wrong request becomes a refusal, never a 500.
/// </summary>
public static class FormReader
{
    private const int LongestBoundary = 70; // RFC 2046, section 5.1.1

    /// <summary>
    /// Reads a form and hands each file to <paramref name="receive"/> while it streams; without one, every file is a
    /// fault.
    /// </summary>
    public static async ValueTask<FormReading> ReadAsync(
        HttpRequest request, FormShape shape, FileReceiver? receive, CancellationToken cancel)
    {
        var lease = Begin(request.HttpContext);
        var fields = new FieldCollector(shape, lease, request.HttpContext.Features.Get<FormProof>());
        var limit = LeftOver.TakeOverLimit(request.HttpContext);
        var read = false;
        try
        {
            var refusal = await WithinAsync(lease, request, () =>
                ReadBodyAsync(request, limit, fields, new(shape, fields, receive), cancel));
            lease?.Settle();
            read = refusal == FormRefusal.None;
            if (read) return FormReading.Of(fields.Form);
            // What was kept of it goes before the rest is read past, which may take a while.
            fields.Form.Dispose();
            fields = new FieldCollector(shape);
            lease?.Dispose();
            if (refusal != FormRefusal.TooSlow) await LeftOver.ReadPastAsync(request.HttpContext);
            return FormReading.Not(refusal);
        }
        finally
        {
            if (!read)
            {
                fields.Form.Dispose();
            }
        }
    }

    /// <summary>The form's share of memory, until the request is over; null where nobody counts.</summary>
    internal static FormLease? Begin(HttpContext http)
    {
        var lease = http.RequestServices?.GetService<FormBudget>()?.Begin(http.Features.Get<KnownSender>() is not null);
        if (lease is not null) http.Response.RegisterForDispose(lease);
        return lease;
    }

    /// <summary>Reads while the form keeps its share; one that has to give way to others is refused.</summary>
    private static async ValueTask<FormRefusal> WithinAsync(
        FormLease? lease, HttpRequest request, Func<ValueTask<FormRefusal>> read)
    {
        if (lease is null) return await read();
        // A token would leave the body's reader in the middle of a read, and the rest could not be read past.
        await using var lost = lease.Lost.Register(request.BodyReader.CancelPendingRead);
        try
        {
            return await read();
        }
        catch (OperationCanceledException) when (
            lease.Lost.IsCancellationRequested && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return FormRefusal.Busy;
        }
    }

    /// <summary>The refusal that a broken request body stands for; null when the exception is somebody else's.</summary>
    internal static FormRefusal? RefusalOf(Exception broken) => broken switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => FormRefusal.TooSlow,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => FormRefusal.TooLarge,
        IOException or InvalidDataException or FormatException => FormRefusal.Malformed,
        _ => null,
    };

    private static async ValueTask<FormRefusal> ReadBodyAsync(
        HttpRequest request, long limit, FieldCollector fields, MultipartBody multipart, CancellationToken cancel)
    {
        if (request.ContentType is null && request.ContentLength is 0)
        {
            return FormRefusal.None; // An empty post is an empty form.
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return FormRefusal.WrongType;
        }

        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
            return boundary.Length is 0 or > LongestBoundary
                ? FormRefusal.Malformed
                : await MultipartAsync(request, boundary, limit, multipart, cancel);
        }

        return type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? await UrlEncodedAsync(request, limit, fields, cancel)
            : FormRefusal.WrongType;
    }

    private static async ValueTask<FormRefusal> MultipartAsync(
        HttpRequest request, string boundary, long limit, MultipartBody multipart, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(
            request.HttpContext.RequestServices?.GetService<UploadDeadline>()?.Longest ?? UploadDeadline.Default);
        await using var late = deadline.Token.Register(request.BodyReader.CancelPendingRead);
        return await multipart.ReadAsync(boundary, new LimitedBody(new BodyStream(request.BodyReader), limit, deadline.Token), cancel);
    }

    private static async ValueTask<FormRefusal> UrlEncodedAsync(
        HttpRequest request, long limit, FieldCollector fields, CancellationToken cancel)
    {
        try
        {
            return await new UrlEncodedBody(fields, limit).ReadAsync(request.BodyReader, cancel);
        }
        catch (Exception broken) when (RefusalOf(broken) is not null)
        {
            return RefusalOf(broken)!.Value;
        }
    }
}
