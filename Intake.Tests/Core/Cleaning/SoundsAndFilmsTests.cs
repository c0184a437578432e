using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A cleaned sound or film has every track that one sees, hears or reads, and no other.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SoundsAndFilmsTests
{
    private const string Canary = "kanarie-5e1f";
    private readonly MediaTools tools = new();

    [OneTimeTearDown]
    public void Clear() => tools.Dispose();

    [Test, Promise(36)]
    public async Task A_film_keeps_its_subtitles()
    {
        var sent = CleaningRun.Case("undertekst.mp4");
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.That(cleaned.Why, Is.Null);
        Assert.That(
            await tools.ProbeAsync("tekst.mp4", cleaned.Bytes, "-show_entries", "stream=codec_type"),
            Is.EqualTo(await tools.ProbeAsync("tekst.mp4", sent, "-show_entries", "stream=codec_type")).And.Contains("subtitle"));
        Assert.That(await TextAsync(cleaned.Bytes), Is.EqualTo(await TextAsync(sent)).And.Not.Empty);
    }

    [Test, Promise(36)]
    public async Task A_drones_telemetry_among_the_subtitles_goes_and_is_told()
    {
        var telemetry = tools.Write("drone.srt",
            "1\n00:00:00,000 --> 00:00:01,000\nF/2.8, SS 320.0, ISO 100, EV 0, GPS (12.5683, 55.6761, 19), D 12.1m, H 30.0m\n\n"
            + "2\n00:00:01,000 --> 00:00:02,000\nF/2.8, SS 320.0, ISO 100, EV 0, GPS (12.5684, 55.6762, 19), D 12.2m, H 30.1m\n");
        var sent = await tools.MakeAsync("drone.mp4",
            "-f", "lavfi", "-i", MediaTools.Pattern, "-i", telemetry, "-map", "0", "-map", "1", "-c:s", "mov_text");
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.Multiple(async () =>
        {
            Assert.That(cleaned.Removed, Is.SupersetOf(new[] { HiddenData.Place, HiddenData.Tracks }));
            Assert.That(await tools.ProbeAsync("drone.mp4", cleaned.Bytes, "-show_entries", "stream=codec_type"), Is.EqualTo("video"));
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain("55.6761"));
        });
    }

    [TestCase("$GPRMC,120001,A,5540.5660,N,01234.1060,E,022.4,084.4,230394,003.1,W", "video")]
    [TestCase("55°40'34.0\"N 12°34'06.0\"E", "video")]
    [TestCase("N55.676123 E12.568456 50km/h", "video")]
    [TestCase("2024-05-01 12:00:01", "subtitle")]
    [TestCase("Det koster 1.500 kr", "subtitle"), Promise(36)]
    public async Task Places_among_the_subtitles_go_however_they_are_written_and_words_stay(string line, string last)
    {
        var name = "linje" + line.Length;
        var subtitles = tools.Write(name + ".srt", $"1\n00:00:00,000 --> 00:00:00,900\n{line}\n\n");
        var sent = await tools.MakeAsync(name + ".mp4",
            "-f", "lavfi", "-i", MediaTools.Pattern, "-i", subtitles, "-map", "0", "-map", "1", "-c:s", "mov_text");
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.That(cleaned.Why, Is.Null);
        Assert.That(await tools.ProbeAsync(name + ".mp4", cleaned.Bytes, "-show_entries", "stream=codec_type"), Does.EndWith(last));
    }

    [TestCase(0), TestCase(12), TestCase(30), Promise(36)]
    public async Task A_unit_that_no_decoder_reads_holds_nothing_afterwards(int kind)
    {
        var plain = await tools.MakeAsync($"enhed{kind}.h264",
            "-f", "lavfi", "-i", MediaTools.Pattern, "-c:v", "libx264", "-pix_fmt", "yuv420p");
        var first = plain.AsSpan().IndexOf("\0\0\u0001e"u8);  // The first picture.
        byte[] unit = [0, 0, 1, (byte)kind, .. Encoding.ASCII.GetBytes(Canary), 0x80];
        await File.WriteAllBytesAsync(tools.PathOf($"skjult{kind}.h264"), [.. plain[..first], .. unit, .. plain[first..]]);
        var sent = await tools.MakeAsync($"skjult{kind}.mp4", "-i", tools.PathOf($"skjult{kind}.h264"), "-c", "copy");
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.Multiple(async () =>
        {
            Assert.That(Encoding.Latin1.GetString(sent), Does.Contain(Canary), "the film that was sent does tell");
            Assert.That(cleaned.Why, Is.Null);
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain(Canary));
            Assert.That(
                await tools.DecodedAsync($"s{kind}.mp4", cleaned.Bytes), Is.EqualTo(await tools.DecodedAsync($"s{kind}.mp4", sent)));
        });
    }

    [Test, Promise(36)]
    public async Task A_film_loses_what_its_encoder_noted_inside_the_pictures_and_looks_the_same()
    {
        await tools.MakeAsync("rank.mp4",
            "-f", "lavfi", "-i", MediaTools.Pattern, "-f", "lavfi", "-i", MediaTools.Tone, "-c:v", "libx264", "-pix_fmt", "yuv420p");
        var sent = await tools.MakeAsync("film.mp4",
            "-i", tools.PathOf("rank.mp4"), "-c", "copy", "-metadata", $"title={Canary}", "-metadata", "location=+55.6761+012.5683/",
            "-metadata", "creation_time=1999-12-31T23:59:58Z", "-metadata:s:v", "rotate=90");
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.Multiple(async () =>
        {
            Assert.That(cleaned.Removed, Is.SupersetOf(new[] { HiddenData.Place, HiddenData.Times, HiddenData.Software }));
            Assert.That(Encoding.Latin1.GetString(sent), Does.Contain("x264 - core"), "the film that was sent does tell");
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain("x264").And.Not.Contain(Canary).And.Not.Contain("udta"));
            Assert.That(await tools.DecodedAsync("film.mp4", cleaned.Bytes), Is.EqualTo(await tools.DecodedAsync("film.mp4", sent)));
            Assert.That(
                await tools.TagsAsync("film.mp4", cleaned.Bytes, "-Rotation"),
                Is.EqualTo(await tools.TagsAsync("film.mp4", sent, "-Rotation")).And.Not.EqualTo("0"));
        });
    }

    [TestCase("mp3"), TestCase("flac"), TestCase("ogg"), TestCase("wav"), TestCase("m4a"), Promise(36)]
    public async Task A_sound_is_heard_as_it_was_and_says_nothing_of_itself(string ending)
    {
        var name = "lyd." + ending;
        var sent = await tools.MakeAsync(
            name, "-f", "lavfi", "-i", MediaTools.Tone, "-metadata", $"artist={Canary}", "-metadata", $"comment={Canary}");
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.Multiple(async () =>
        {
            Assert.That((cleaned.Why, cleaned.Ending), Is.EqualTo(((NotCleaned?)null, ending)));
            Assert.That(cleaned.Removed, Does.Contain(HiddenData.Comments));
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain(Canary));
            Assert.That(await tools.DecodedAsync(name, cleaned.Bytes), Is.EqualTo(await tools.DecodedAsync(name, sent)));
        });
    }

    private Task<string> TextAsync(byte[] film) => tools.AskAsync(
        "/usr/bin/python3", "tekst.mp4", film, "-c",
        "import subprocess, sys; print(subprocess.check_output(['/usr/bin/ffmpeg', '-v', 'error', '-nostdin', '-i', sys.argv[1], "
        + "'-map', '0:s', '-f', 'srt', '-'], text=True))");
}
