using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Intake.Core.Cleaning;

namespace Intake.Core.Printing;

/// <summary>Why there is no PDF.</summary>
public enum NotPrinted
{
    /// <summary>The sandbox or weasyprint is not installed.</summary>
    Missing = 1,

    /// <summary>It took too long, or the program ended without a PDF.</summary>
    Failed,
}

/// <summary>
/// Makes tagged PDF files (PDF/UA-1) out of our own pages with Debian's weasyprint, in the sandbox in which files are cleaned: no
/// network, no folder but the system's programs, in memory alone. One for the process; one page at a time.
/// </summary>
public sealed class PdfPrinter(CleanerSettings settings) : IDisposable
{
    /// <summary>Debian's name of the package that it needs beside bubblewrap.</summary>
    public const string Package = "weasyprint";

    private const string Library = "/usr/lib/python3/dist-packages/weasyprint";
    private const string Program = "printing.py";
    private const int MissingInside = 3;
    private const int MostBytes = 64 << 20;

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Whether sandbox and weasyprint are installed.</summary>
    public bool IsThere => settings.AreThere && Directory.Exists(Library) && File.Exists(Path.Combine(settings.Program, Program));

    /// <summary>The PDF of a whole HTML page with its styles in it; or why there is none.</summary>
    public async Task<(byte[]? Pdf, NotPrinted? Why)> PrintAsync(string html, CancellationToken cancel)
    {
        if (!IsThere) return (null, NotPrinted.Missing);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(settings.PostLimit);
        try
        {
            await turn.WaitAsync(time.Token);
            try
            {
                return await RunAsync(html, time.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, NotPrinted.Failed);
        }
        catch (Win32Exception)
        {
            return (null, NotPrinted.Missing);
        }
    }

    /// <summary>Ends the queue.</summary>
    public void Dispose() => turn.Dispose();

    private async Task<(byte[]? Pdf, NotPrinted? Why)> RunAsync(string html, CancellationToken cancel)
    {
        var (sandbox, process) = await Sandbox.StartAsync(settings, ["/program/" + Program], settings.Room);
        using (sandbox)
        {
            // A blocked pipe can't be cancelled: its other end is taken away.
            await using var ending = cancel.Register(sandbox.Kill);
            try
            {
                var said = process.StandardError.ReadToEndAsync(cancel);
                var printed = ReadAsync(process, cancel);
                await FeedAsync(process, html, cancel);
                var pdf = await printed;
                await said;
                return await sandbox.ExitAsync(cancel) switch
                {
                    0 when pdf is not null && pdf.AsSpan().StartsWith("%PDF-"u8) => (pdf, null),
                    MissingInside => (null, NotPrinted.Missing),
                    _ => (null, NotPrinted.Failed),
                };
            }
            finally
            {
                await sandbox.EndAsync();
            }
        }
    }

    private static async Task FeedAsync(Process process, string html, CancellationToken cancel)
    {
        try
        {
            await new SandboxInput(process.StandardInput.BaseStream).WriteAsync(Encoding.UTF8.GetBytes(html), cancel);
            await process.StandardInput.BaseStream.DisposeAsync();
        }
        catch (BrokenPipeException)
        {
            // It ended before it had read all; its exit code says why.
        }
    }

    private static async Task<byte[]?> ReadAsync(Process process, CancellationToken cancel)
    {
        using var pdf = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await process.StandardOutput.BaseStream.ReadAsync(piece, cancel)) > 0)
        {
            if (pdf.Length + read > MostBytes) return null;
            pdf.Write(piece, 0, read);
        }

        return pdf.ToArray();
    }
}
