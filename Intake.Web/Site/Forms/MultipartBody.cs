using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Intake.Web.Site.Forms;

/// <summary>
/// Reads <c>multipart/form-data</c> (RFC 7578) as it arrives. Files go to the receiver in the place where they stand;
/// nothing is buffered beyond a few kilobytes and nothing touches a disk (promise 10).
/// </summary>
internal sealed class MultipartBody(FormShape shape, FieldCollector fields, FileReceiver? receive)
{
    private const int BufferBytes = 16 * 1024;

    public async ValueTask<FormRefusal> ReadAsync(string boundary, Stream body, CancellationToken cancel)
    {
        var reader = new MultipartReader(boundary, body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
        for (var parts = 0; ; parts++)
        {
            var (section, refusal) = await NextAsync(reader, cancel);
            if (section is null || refusal != FormRefusal.None)
            {
                return refusal;
            }

            if (parts >= shape.MaxFields)
            {
                return FormRefusal.Undeclared;
            }

            refusal = await ReadPartAsync(section, cancel);
            if (refusal != FormRefusal.None)
            {
                return refusal;
            }
        }
    }

    private static async ValueTask<(MultipartSection? Section, FormRefusal Refusal)> NextAsync(
        MultipartReader reader, CancellationToken cancel)
    {
        try
        {
            return (await reader.ReadNextSectionAsync(cancel), FormRefusal.None);
        }
        catch (Exception broken) when (FormReader.RefusalOf(broken) is not null)
        {
            return (null, FormReader.RefusalOf(broken)!.Value);
        }
    }

    private async ValueTask<FormRefusal> ReadPartAsync(MultipartSection section, CancellationToken cancel)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            || disposition.DispositionType != "form-data")
        {
            return FormRefusal.Malformed;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        return shape.Find(name) switch
        {
            null => FormRefusal.Undeclared,
            { Kind: FieldKind.File } file when fileName.HasValue => await ReadFileAsync(
                file, SentFile.Of(name, fileName, section.ContentType, fields.Form), section.Body, cancel),
            { Kind: not FieldKind.File } when !fileName.HasValue => await ReadFieldAsync(name, section.Body, cancel),
            _ => FormRefusal.Malformed,
        };
    }

    private async ValueTask<FormRefusal> ReadFieldAsync(string name, Stream body, CancellationToken cancel)
    {
        if (fields.Begin(name) is var refusal and not FormRefusal.None)
        {
            return refusal;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int length;
            while ((length = await body.ReadAsync(buffer.AsMemory(0, BufferBytes), cancel)) > 0)
            {
                refusal = fields.Append(buffer.AsSpan(0, length));
                if (refusal != FormRefusal.None)
                {
                    return refusal;
                }
            }
        }
        catch (Exception broken) when (FormReader.RefusalOf(broken) is not null)
        {
            return FormReader.RefusalOf(broken)!.Value;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        fields.End();
        return FormRefusal.None;
    }

    private async ValueTask<FormRefusal> ReadFileAsync(
        FieldRule rule, SentFile file, Stream body, CancellationToken cancel)
    {
        await using var content = new FileBody(body, rule.MaxBytes);
        try
        {
            var empty = !await content.HasContentAsync(cancel);
            if (empty && file.Name.Length == 0)
            {
                return FormRefusal.None; // A file box left empty.
            }

            if (receive is null || fields.Count(file.Field) > rule.MaxCount)
            {
                fields.Form.Add(new FieldFault(file.Field, FieldFaultKind.TooManyFiles, file.Name));
            }
            else if (empty)
            {
                fields.Form.Add(new FieldFault(file.Field, FieldFaultKind.EmptyFile, file.Name));
            }
            else
            {
                await receive(file, content, cancel);
                fields.Form.Add(file, content.Digest);
            }
        }
        catch (Exception) when (content.Ended == FileEnd.TooLarge)
        {
            // The receiver let our exception pass and has dropped the file; the rest of the form is read on.
        }
        catch (Exception) when (content.Ended == FileEnd.Broken)
        {
            return content.Refusal;
        }

        if (content.Ended == FileEnd.TooLarge)
        {
            fields.Form.Add(new FieldFault(file.Field, FieldFaultKind.FileTooLarge, file.Name));
        }

        return FormRefusal.None;
    }
}
