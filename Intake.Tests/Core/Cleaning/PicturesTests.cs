using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A cleaned picture shows bit for bit what it did: every page and frame, its depth and which way is up.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PicturesTests
{
    private const string Canary = "kanarie-5e1f";
    private readonly MediaTools tools = new();

    [OneTimeTearDown]
    public void Clear() => tools.Dispose();

    [Test, Promise(36)]
    public async Task A_picture_that_moves_keeps_its_frames()
    {
        var sent = CleaningRun.Case("levende.png");
        var cleaned = await CleaningRun.RunAsync(sent);
        var frames = await tools.ProbeAsync(
            "levende.png", cleaned.Bytes, "-f", "apng", "-count_frames", "-show_entries", "stream=nb_read_frames");
        Assert.That((cleaned.Why, cleaned.Ending, frames.Trim(',')), Is.EqualTo(((NotCleaned?)null, "png", "2")));
    }

    [Test, Promise(36)]
    public async Task Every_page_of_a_scan_stays()
    {
        var cleaned = await CleaningRun.RunAsync(CleaningRun.Case("tre-sider.tiff"));
        Assert.That(cleaned.Why, Is.Null);
        Assert.That((await tools.TagsAsync("sider.tiff", cleaned.Bytes, "-ImageHeight")).Split('\n'), Has.Length.EqualTo(3));
    }

    [Test, Promise(36)]
    public async Task A_picture_that_is_shown_turned_is_shown_so_after_cleaning()
    {
        var cleaned = await CleaningRun.RunAsync(CleaningRun.Case("drejet.webp"));
        Assert.That(cleaned.Why, Is.Null);
        Assert.That(await tools.TagsAsync("drejet.webp", cleaned.Bytes, "-EXIF:all"), Is.EqualTo("6"));
    }

    [Test, Promise(36)]
    public async Task A_photograph_keeps_its_pixels_and_its_orientation_alone()
    {
        var plain = await tools.MakeAsync("foto.jpg", "-f", "lavfi", "-i", MediaTools.Pattern, "-frames:v", "1");
        var tagged = await tools.TagAsync(
            "foto.jpg", plain, "-Orientation=6", $"-Artist={Canary}", $"-Make={Canary}", "-GPSLatitude=55.676", "-GPSLatitudeRef=N",
            $"-XMP:Creator={Canary}", $"-Comment={Canary}", $"-IPTC:By-line={Canary}");
        byte[] sent = [.. tagged, .. Encoding.ASCII.GetBytes(Canary)];
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.Multiple(async () =>
        {
            Assert.That(cleaned.Why, Is.Null);
            Assert.That(cleaned.Removed, Is.SupersetOf(
                new[] { HiddenData.Place, HiddenData.Author, HiddenData.Device, HiddenData.Comments, HiddenData.Trailing }));
            Assert.That(
                await tools.TagsAsync("foto.jpg", cleaned.Bytes, "-EXIF:all", "-XMP:all", "-IPTC:all", "-Comment"), Is.EqualTo("6"));
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain(Canary));
            Assert.That(
                await tools.DecodedAsync("foto.jpg", cleaned.Bytes), Is.EqualTo(await tools.DecodedAsync("foto.jpg", plain)));
        });
    }

    [Test, Promise(36)]
    public async Task Sixteen_bits_stay_sixteen()
    {
        var sent = await tools.MakeAsync(
            "dyb.png", "-f", "lavfi", "-i", MediaTools.Pattern, "-frames:v", "1", "-pix_fmt", "rgb48be");
        var cleaned = await CleaningRun.RunAsync(await tools.TagAsync("dyb.png", sent, $"-PNG:Author={Canary}", "-PixelsPerUnitX=2835"));
        Assert.Multiple(async () =>
        {
            Assert.That(cleaned.Removed, Does.Contain(HiddenData.Author));
            Assert.That(await tools.ProbeAsync("dyb.png", cleaned.Bytes, "-show_entries", "stream=pix_fmt"), Is.EqualTo("rgb48be"));
            Assert.That(await tools.DecodedAsync("dyb.png", cleaned.Bytes), Is.EqualTo(await tools.DecodedAsync("dyb.png", sent)));
        });
    }

    [TestCase("gif"), TestCase("png"), Promise(36)]
    public async Task What_lies_behind_the_end_goes_and_is_told(string ending)
    {
        var plain = await tools.MakeAsync("ende." + ending, "-f", "lavfi", "-i", MediaTools.Pattern, "-frames:v", "3", "-update", "1");
        var cleaned = await CleaningRun.RunAsync([.. plain, .. Encoding.ASCII.GetBytes(Canary)]);
        Assert.Multiple(async () =>
        {
            Assert.That(cleaned.Removed, Does.Contain(HiddenData.Trailing));
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain(Canary));
            Assert.That(
                await tools.DecodedAsync("ende." + ending, cleaned.Bytes), Is.EqualTo(await tools.DecodedAsync("ende." + ending, plain)));
        });
    }

    [Test]
    public async Task A_picture_that_was_cut_in_the_middle_of_a_chunk_is_called_damaged()
    {
        var plain = await tools.MakeAsync("halv.png", "-f", "lavfi", "-i", MediaTools.Pattern, "-frames:v", "1", "-update", "1");
        Assert.That((await CleaningRun.RunAsync(plain[..(plain.Length / 2)])).Why, Is.EqualTo(NotCleaned.Damaged));
    }
}
