using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>
/// What the web process holds of a secret once it has answered, read from outside in all its writable memory. On the wire the
/// secret is encoded (percent signs, base 32), so that the connection's buffers do not count.
/// </summary>
public sealed class SecretsInMemoryTests
{
    [Test, Promise(22)]
    public async Task A_password_that_was_tried_is_nowhere_in_the_web_process_afterwards()
    {
        var password = string.Concat(Enumerable.Range(0, 24).Select(_ => RandomNumberGenerator.GetString("æøåéüößñ", 1)));
        var answer = await PostAsync("/da/office/sign-in", ("Email", "ingen@portal.example"), ("Password", password), ("Code", "000000"));
        Assert.That(answer, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        AssertNowhere(Encoding.UTF8.GetBytes(password));
        AssertNowhere(Encoding.Unicode.GetBytes(password));
    }

    [Test, Promise(22)]
    public async Task A_receipt_key_that_was_tried_is_nowhere_in_the_web_process_afterwards()
    {
        var secret = RandomNumberGenerator.GetBytes(ReceiptKey.SecretSize);
        using var key = ReceiptKey.Of(secret);
        Assert.That(await PostAsync("/da/mailbox", ("Key", key.ToPageText())), Is.EqualTo(HttpStatusCode.NotFound));
        AssertNowhere(secret);
    }

    private static async Task<HttpStatusCode> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var client = new HttpClient { BaseAddress = LeakRig.Portal.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static void AssertNowhere(byte[] secret)
    {
        var web = LeakRig.Portal.ProcessIdOf("Intake.Web.dll");
        Assert.That(CopiesIn(web, Encoding.UTF8.GetBytes(LeakRig.Portal.Folder)), Is.Positive, "the search sees what is there");
        Assert.That(CopiesIn(web, secret), Is.Zero);
    }

    private static int CopiesIn(int process, byte[] sought)
    {
        var copies = 0;
        using var memory = File.OpenHandle($"/proc/{process}/mem");
        var piece = new byte[4 << 20];
        foreach (var part in File.ReadLines($"/proc/{process}/maps").Select(line => line.Split(' '))
            .Where(part => part[1].StartsWith("rw", StringComparison.Ordinal)))
        {
            var ends = part[0].Split('-').Select(end => long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            for (var at = ends[0]; at < ends[1]; at += piece.Length - sought.Length)
            {
                var read = Read(memory, piece.AsSpan(0, (int)Math.Min(piece.Length, ends[1] - at)), at);
                copies += read.Count(sought);
            }
        }

        return copies;
    }

    /// <summary>Nothing where the system allows no reading, or when the process has freed the memory meanwhile.</summary>
    private static ReadOnlySpan<byte> Read(Microsoft.Win32.SafeHandles.SafeFileHandle memory, Span<byte> piece, long at)
    {
        try
        {
            return piece[..RandomAccess.Read(memory, piece, at)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
