using FsCheck;
using FsCheck.Fluent;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class FrameTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateOnly Date = new(2026, 11, 21);

    [Test]
    public void Every_field_is_its_length_and_its_bytes()
    {
        using var writer = new FrameWriter();
        writer.Label("a/1").Byte(2).Int(-2).Long(258).Id(Id).Date(new DateOnly(1, 1, 2)).Text("å").Bytes([]);
        Assert.That(Convert.ToHexStringLower(writer.ToArray()), Is.EqualTo(
            "00000003612f31"
            + "0000000102"
            + "00000004fffffffe"
            + "000000080000000000000102"
            + "0000001000112233445566778899aabbccddeeff"
            + "0000000400000001"
            + "00000002c3a5"
            + "00000000"));
    }

    [Test]
    public void What_was_written_reads_back_in_order()
    {
        using var writer = new FrameWriter();
        var long1 = new byte[10_000];
        long1.AsSpan().Fill(7);
        writer.Label("intake/1/test").Byte(255).Int(int.MinValue).Long(long.MaxValue).Id(Id).Date(Date)
            .Text("Sjælland 🙂").Bytes(long1).Bytes([1, 2]);
        using var secret = writer.ToSecret();
        Assert.That(secret.Span.SequenceEqual(writer.ToArray()));

        var reader = new FrameReader(secret.Span);
        reader.Label("intake/1/test");
        Assert.That(reader.Byte(), Is.EqualTo(255));
        Assert.That(reader.Int(), Is.EqualTo(int.MinValue));
        Assert.That(reader.Long(), Is.EqualTo(long.MaxValue));
        Assert.That(reader.Id(), Is.EqualTo(Id));
        Assert.That(reader.Date(), Is.EqualTo(Date));
        Assert.That(reader.Text(), Is.EqualTo("Sjælland 🙂"));
        Assert.That(reader.Bytes().SequenceEqual(long1));
        Assert.That(reader.Bytes(2).ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        reader.End();
    }

    [Test]
    public void Text_is_composed_before_it_is_written()
    {
        using var composed = new FrameWriter();
        using var decomposed = new FrameWriter();
        Assert.That(decomposed.Text("a\u030A").ToArray(), Is.EqualTo(composed.Text("\u00E5").ToArray()));
    }

    [Test]
    public void The_ends_of_the_calendar_travel()
    {
        foreach (var date in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            using var writer = new FrameWriter();
            Assert.That(new FrameReader(writer.Date(date).ToArray()).Date(), Is.EqualTo(date));
        }
    }

    [Test]
    public void Different_fields_never_share_a_frame() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[][], byte[][]>((one, other) =>
        {
            var same = one.Length == other.Length && one.Zip(other).All(pair => pair.First.SequenceEqual(pair.Second));
            return FrameOf(one).SequenceEqual(FrameOf(other)) == same;
        }));

    [TestCase("")]
    [TestCase("å")]
    [TestCase("line\n")]
    public void A_label_is_printable_ascii(string label)
    {
        using var writer = new FrameWriter();
        Assert.That(() => writer.Label(label), Throws.ArgumentException);
    }

    [Test]
    public void Half_a_surrogate_pair_is_no_text()
    {
        using var writer = new FrameWriter();
        Assert.That(() => writer.Text("\uD83D"), Throws.ArgumentException);
    }

    [Test]
    public void A_disposed_writer_is_closed()
    {
        var writer = new FrameWriter();
        writer.Dispose();
        Assert.That(() => writer.Byte(1), Throws.InstanceOf<ObjectDisposedException>());
    }

    [TestCase("")]
    [TestCase("000000")]
    [TestCase("00000001")]
    [TestCase("0000000201")]
    [TestCase("ffffffff01")]
    [TestCase("80000000")]
    public void A_field_longer_than_the_frame_is_refused(string hex)
    {
        var frame = Convert.FromHexString(hex);
        Refusal.Of(() => new FrameReader(frame).Bytes());
    }

    [Test]
    public void A_field_of_another_size_is_refused()
    {
        byte[] three = [0, 0, 0, 3, 1, 2, 3];
        Refusal.Of(() => new FrameReader(three).Byte());
        Refusal.Of(() => new FrameReader(three).Int());
        Refusal.Of(() => new FrameReader(three).Long());
        Refusal.Of(() => new FrameReader(three).Id());
        Refusal.Of(() => new FrameReader(three).Date());
        Refusal.Of(() => new FrameReader(three).Bytes(2));
        Refusal.Of(() => new FrameReader(three).Label("abc"));
    }

    [TestCase("00000004ffffffff")]
    [TestCase("000000047fffffff")]
    [TestCase("000000040037b9db")]
    public void A_day_outside_the_calendar_is_refused(string hex)
    {
        var frame = Convert.FromHexString(hex);
        Refusal.Of(() => new FrameReader(frame).Date());
    }

    [TestCase("00000001ff")]
    [TestCase("00000002c080")]
    [TestCase("00000003eda080")]
    public void Text_that_is_not_utf8_is_refused(string hex)
    {
        var frame = Convert.FromHexString(hex);
        Refusal.Of(() => new FrameReader(frame).Text());
    }

    [Test]
    public void Anything_left_over_is_refused() => Refusal.Of(() => new FrameReader([0]).End());

    private static byte[] FrameOf(byte[][] fields)
    {
        using var writer = new FrameWriter();
        foreach (var field in fields)
        {
            writer.Bytes(field);
        }

        return writer.ToArray();
    }
}
