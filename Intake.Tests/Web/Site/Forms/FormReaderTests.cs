using System.Net;
using System.Security.Cryptography;
using System.Text;
using Intake.Tests.Support;
using Intake.Web.Site.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Forms;

/// <summary>The form reader behind a real server; the endpoint answers with what it read.</summary>
public sealed class FormReaderTests
{
    private const int FileLimit = 300_000;

    private static readonly FormShape Shape = FormShape.Within()
        .Text("Description", 400_000).Text("Follow", 8).Many("Category", 3, 8).Secret("Key", 16).Files("Files", 2, FileLimit).Date("On");

    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start() => web = await WebHost.StartAsync(app => app.MapPost("/da/form", Tell).AcceptsBodyUpTo(2_000_000));

    [OneTimeTearDown]
    public async Task Stop() => await web.DisposeAsync();

    [Test]
    public async Task Fields_come_back_as_typed_with_even_line_ends() =>
        Assert.That(
            await SendAsync("Description=bl%C3%A5b%C3%A6r+%26+gr%C3%B8d%0D%0Ato&Follow=yes&Category=a&Category=b"),
            Is.EqualTo("200 text=blåbær & grød\\nto follow=yes category=a,b key="));

    [TestCase("%0B")]
    [TestCase("%0C")]
    [TestCase("%C2%85")]
    [TestCase("%E2%80%A8")]
    [TestCase("%E2%80%A9")]
    public async Task Whatever_ends_a_line_becomes_the_sign_that_a_page_shows_as_a_break(string end) =>
        Assert.That(await SendAsync($"Description=f%C3%B8r{end}efter"), Does.StartWith("200 text=før\\nefter "));

    [Test]
    public async Task An_empty_post_is_an_empty_form() =>
        Assert.That(await SendAsync("", type: null), Is.EqualTo("200 text= follow= category= key="));

    [Test]
    public async Task A_field_left_out_is_empty_and_so_is_one_without_a_value() =>
        Assert.That(await SendAsync("Follow&&Category="), Is.EqualTo("200 text= follow= category= key="));

    [TestCase("Description=ok%FFok", "okok")]
    [TestCase("Description=ok%00ok", "okok")]
    [TestCase("Description=ok%C3", "ok")]
    [TestCase("Description=%ED%A0%80ok%C0%80", "ok")]
    public async Task Bad_bytes_are_a_fault_of_their_field_and_the_rest_is_kept(string body, string kept) =>
        Assert.That(
            await SendAsync(body + "&Follow=yes"),
            Is.EqualTo($"200 text={kept} follow=yes category= key= Description:BadCharacters"));

    [Test]
    public async Task A_text_over_its_limit_comes_back_whole_with_a_fault() =>
        Assert.That(
            await SendAsync("Follow=much-too-long"),
            Is.EqualTo("200 text= follow=much-too-long category= key= Follow:TooLong"));

    [Test]
    public async Task A_key_is_read_as_bytes_and_one_over_its_limit_is_dropped()
    {
        Assert.That(await SendAsync("Key=ABCDE-%C3%A6"), Does.EndWith("key=ABCDE-æ"));
        Assert.That(await SendAsync("Key=ABCDE-ABCDE-ABCDE"), Does.EndWith("key= Key:TooLong"));
    }

    [TestCase("Forged=1")]
    [TestCase("Description=a&Description=b")]
    [TestCase("Key=a&Key=b")]
    [TestCase("Category=1&Category=2&Category=3&Category=4")]
    [TestCase("Description=%zz")]
    [TestCase("Description=%2")]
    [TestCase("Files=not-a-file")]
    [TestCase("=value")]
    public async Task What_no_form_of_ours_sends_is_refused(string body) =>
        Assert.That(await SendAsync(body), Is.EqualTo("400"));

    [Test]
    public async Task Too_much_text_or_too_large_a_body_is_413()
    {
        Assert.That(await SendAsync("Description=" + new string('a', 1_100_000)), Is.EqualTo("413"));
        Assert.That(await SendAsync("Description=" + new string('a', 2_100_000)), Is.EqualTo("413"));
    }

    [TestCase("application/json")]
    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded; charset=iso-8859-1")]
    [TestCase("nonsense")]
    public async Task Another_content_type_is_415(string type) =>
        Assert.That(await SendAsync("Follow=yes", type), Is.EqualTo("415"));

    [Test]
    public async Task Ten_thousand_lines_come_back_the_same()
    {
        var text = string.Join("\n", Enumerable.Range(1, 10_000).Select(line => $"Linje {line} æøå"));
        using var answer = await web.PostAsync("/da/form", ("Description", text));
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Contain("text=" + text.Replace("\n", "\\n", StringComparison.Ordinal) + " follow="));
    }

    [Test, Promise(10)]
    public async Task Files_stream_to_the_receiver_and_fields_may_stand_before_and_after()
    {
        var bytes = RandomNumberGenerator.GetBytes(250_000);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("før"), "\"Description\"" },
            { new ByteArrayContent(bytes), "\"Files\"", "\"C:\\\\mappe\\\\billede.jpg\"" },
            { new StringContent("yes"), "\"Follow\"" },
        };
        using var answer = await web.PostAsync("/da/form", form);
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Is.EqualTo($"text=før follow=yes category= key= billede.jpg={Convert.ToHexString(SHA256.HashData(bytes))}"));
    }

    [Test]
    public async Task Files_too_large_too_many_or_empty_are_faults_and_an_unused_box_is_none()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([]), "Files", "\"\"" },
            { new ByteArrayContent(new byte[FileLimit + 1]), "Files", "stor.bin" },
            { new ByteArrayContent([]), "Files", "tom.txt" },
            { new ByteArrayContent([1]), "Files", "tre.txt" },
            { new StringContent("bliver"), "Description" },
        };
        using var answer = await web.PostAsync("/da/form", form);
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Is.EqualTo("text=bliver follow= category= key= Files:FileTooLarge Files:EmptyFile Files:TooManyFiles"));
    }

    [TestCase("Content-Type: text/plain\r\n\r\nx", TestName = "A part without Content-Disposition is 400")]
    [TestCase("Content-Disposition: attachment; name=\"Follow\"\r\n\r\nx", TestName = "A part that is no form data is 400")]
    [TestCase("Content-Disposition: form-data; name=\"Forged\"\r\n\r\nx", TestName = "A part that is not declared is 400")]
    [TestCase("Content-Disposition: form-data; name=\"Follow\"; filename=\"a\"\r\n\r\nx", TestName = "A file in a text field is 400")]
    [TestCase("Content-Disposition: form-data; name=\"Files\"\r\n\r\nx", TestName = "A text in a file field is 400")]
    public async Task Malformed_parts_are_refused(string part) =>
        Assert.That(await SendAsync($"--b\r\n{part}\r\n--b--\r\n", "multipart/form-data; boundary=b"), Is.EqualTo("400"));

    [TestCase("--b\r\nContent-Disposition: form-data; name=\"Follow\"\r\n\r\nyes")]
    [TestCase("--b\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"a\"\r\n\r\nhalf a file")]
    [TestCase("--b\r\nContent-Dispo")]
    [TestCase("no boundary at all")]
    public async Task A_multipart_body_that_just_ends_is_400(string body) =>
        Assert.That(await SendAsync(body, "multipart/form-data; boundary=b"), Is.EqualTo("400"));

    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=\"\"")]
    public async Task A_missing_boundary_is_400(string type) => Assert.That(await SendAsync("x", type), Is.EqualTo("400"));

    [TestCase("application/x-www-form-urlencoded", "Follow=ye")]
    [TestCase("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"a\"\r\n\r\nhalf")]
    public async Task An_upload_that_breaks_off_leaves_no_error_behind(string type, string half)
    {
        await web.HangUpAfterAsync(Encoding.UTF8.GetBytes(
            $"POST /da/form HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
            + $"Content-Type: {type}\r\nContent-Length: 5000\r\n\r\n{half}"));
        Assert.That(web.Log, Does.Not.Contain("Error "));
    }

    [Test]
    public async Task A_body_sent_a_byte_at_a_time_reads_the_same()
    {
        const string body = "Description=bl%C3%A5&Follow=yes";
        var head = Encoding.ASCII.GetBytes(
            "POST /da/form HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n");
        var parts = Encoding.ASCII.GetBytes(body).Select(one => new[] { one }).Prepend(head).ToArray();
        Assert.That(await web.SendRawAsync(parts), Does.StartWith("HTTP/1.1 200").And.Contain("text=blå follow=yes"));
    }

    [Test]
    public async Task A_date_is_read_from_its_three_boxes()
    {
        Assert.That(await SendAsync("OnDay=4&OnMonth=3&OnYear=2026"), Does.EndWith("on=2026-03-04"));
        Assert.That(await SendAsync("OnDay=31&OnMonth=2&OnYear=2026"), Does.EndWith("on=wrong"));
        Assert.That(await SendAsync("OnDay=&OnMonth=&OnYear="), Does.Not.Contain("on="));
    }

    private static async Task<IResult> Tell(HttpContext http, CancellationToken cancel)
    {
        var files = new List<string>();
        var reading = await FormReader.ReadAsync(http.Request, Shape, Receive, cancel);
        if (!reading.TryGet(out var form))
        {
            return reading.Refused;
        }

        using var _ = form;
        var date = form.Date("On", out var wrong);
        string[] lines =
        [
            "text=" + form.Text("Description").Replace("\n", "\\n", StringComparison.Ordinal),
            "follow=" + form.Text("Follow"),
            "category=" + string.Join(',', form.Values("Category")),
            "key=" + Encoding.UTF8.GetString(form.Secret("Key").Bytes),
            .. files,
            .. form.Faults.Select(fault => $"{fault.Field}:{fault.Kind}"),
            .. wrong ? ["on=wrong"] : Array.Empty<string>(),
            .. date is { } day ? [$"on={day:yyyy-MM-dd}"] : Array.Empty<string>(),
        ];
        return Results.Text(string.Join(' ', lines));

        async ValueTask Receive(SentFile file, Stream content, CancellationToken stop)
        {
            var hash = await SHA256.HashDataAsync(content, stop);
            var open = Directory.GetFiles("/proc/self/fd").Select(handle => new FileInfo(handle).LinkTarget ?? "");
            Assert.That(open.Where(name => name.Contains("ASPNETCORE_", StringComparison.Ordinal)), Is.Empty, "spooled to a disk");
            files.Add($"{file.Name}={Convert.ToHexString(hash)}");
        }
    }

    /// <summary>The status, and the endpoint's answer when it is 200.</summary>
    private async Task<string> SendAsync(string body, string? type = "application/x-www-form-urlencoded")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await web.PostAsync("/da/form", content);
        return answer.StatusCode == HttpStatusCode.OK
            ? "200 " + await answer.Content.ReadAsStringAsync()
            : ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
