using System.Buffers;
using System.Security.Cryptography;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class SealedStreamTests
{
    private const int Chunk = SealedStream.ChunkSize;
    private const int SealedChunk = SealedStream.SealedChunkSize;
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    // 70,000 bytes sealed by Python's cryptography in the documented layout: 71,680 after Padmé, two chunks.
    [Test]
    public void The_layout_is_what_another_program_makes()
    {
        var file = Seal(Content(70_000));
        Assert.That(file, Has.Length.EqualTo(71_712));
        Assert.That(
            Convert.ToHexStringLower(SHA256.HashData(file)),
            Is.EqualTo("ee9c261f8e3e042755e2ad6868439cbc42830308136542266643f9152ba91e9e"));
        Assert.That(Convert.ToHexStringLower(Seal([])), Is.EqualTo("367ef8288831557408e102950a16e26a"));
    }

    [Test]
    public void A_file_of_any_size_in_pieces_of_any_size_comes_back(
        [Values(0, 1, 9, Chunk - 1, Chunk, Chunk + 1, 2 * Chunk, (3 * Chunk) + 7, 1_000_000, 4 * 1024 * 1024)] int length,
        [Values(1000, Chunk - 1, Chunk, Chunk + 1, SealedChunk, 200_000, int.MaxValue)] int piece)
    {
        var content = Content(length);
        var file = Seal(content, piece);
        Assert.That(file, Has.Length.EqualTo(SealedStream.SealedSize(length)));
        Assert.That(Open(file, length, piece).AsSpan().SequenceEqual(content));
    }

    [Test]
    public void The_writer_hands_out_whole_chunks_and_counts_the_plaintext()
    {
        var file = new ArrayBufferWriter<byte>();
        using var writer = new SealedStreamWriter(Key);
        Assert.That(writer.Write(new byte[Chunk], file), Is.Zero, "it may be the last chunk");
        Assert.That(writer.Write(new byte[1], file), Is.EqualTo(SealedChunk));
        Assert.That(writer.Write(new byte[3 * Chunk], file), Is.EqualTo(3 * SealedChunk));
        Assert.That(writer.Length, Is.EqualTo((4 * Chunk) + 1));
        Assert.That(writer.Finish(file), Is.EqualTo(file.WrittenCount - (4 * SealedChunk)));
        Assert.That(writer.Length, Is.EqualTo((4 * Chunk) + 1));
    }

    [Test]
    public void Long_padding_is_handed_out_a_row_at_a_time()
    {
        // 512 chunks and a byte take 15 chunks of padding and a remainder.
        var length = (512 * Chunk) + 1;
        var file = new ArrayBufferWriter<byte>();
        using var writer = new SealedStreamWriter(Key);
        writer.Write(new byte[length], file);
        var steps = 0;
        for (var done = false; !done; steps++)
        {
            var before = file.WrittenCount;
            var written = writer.FinishRow(file, out done);
            Assert.That(written, Is.EqualTo(file.WrittenCount - before).And.AtMost(SealedStream.RowSize));
            Assert.That(() => writer.Write([1], file), Throws.InvalidOperationException);
        }

        Assert.That(steps, Is.EqualTo(6));
        Assert.That(file.WrittenCount, Is.EqualTo(SealedStream.SealedSize(length)));
        Assert.That(Open(file.WrittenSpan.ToArray(), length), Has.Length.EqualTo(length));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(9)]
    public void Every_flipped_bit_of_a_small_file_is_refused(int length) =>
        Refusal.OfEveryBitFlip(Seal(Content(length)), changed => Open(changed, length));

    [Test]
    public void A_file_of_another_length_is_refused()
    {
        var file = Seal(Content(9));
        Refusal.OfEveryOtherLength(file, changed => Open(changed, 9));
        foreach (var length in new[] { -1, 0, 8, 11, 1000, 10 * Chunk, long.MaxValue })
        {
            Refusal.Of(() => Open(file, length));
        }
    }

    [Test]
    public void Chunks_cut_off_swapped_repeated_or_added_are_refused()
    {
        var length = 4 * Chunk;
        var file = Seal(Content(length));
        Refusal.Of(() => Open(file[..^SealedChunk], length));
        Refusal.Of(() => Open(file[..^SealedChunk], 3 * Chunk));
        Refusal.Of(() => Open([.. file, .. file[^SealedChunk..]], length));
        Refusal.Of(() => Open([.. file, .. file[^SealedChunk..]], 5 * Chunk));
        var (first, second, rest) = (file[..SealedChunk], file[SealedChunk..(2 * SealedChunk)], file[(2 * SealedChunk)..]);
        Refusal.Of(() => Open([.. second, .. first, .. rest], length));
        Refusal.Of(() => Open([.. first, .. first, .. rest], length));
        Refusal.Of(() => Open(file[SealedChunk..], 3 * Chunk));
    }

    [Test]
    public void A_chunk_of_another_file_is_refused()
    {
        var file = Seal(Content(2 * Chunk));
        Refusal.Of(() => Open(file, 2 * Chunk, key: new byte[32]));
        var other = Seal(Content(2 * Chunk), key: new byte[32]);
        Refusal.Of(() => Open([.. file[..SealedChunk], .. other[SealedChunk..]], 2 * Chunk));
    }

    [Test]
    public void Padding_other_than_zero_is_refused_and_not_released()
    {
        // Ten bytes sealed, opened as nine: the tenth is where padding must be.
        var file = Seal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        var plain = new ArrayBufferWriter<byte>();
        using var reader = new SealedStreamReader(Key, 9);
        Refusal.Of(() => reader.Read(file, plain));
        Assert.That(plain.WrittenCount, Is.Zero);
        Assert.That(plain.GetSpan(10)[..10].ToArray(), Is.EqualTo(new byte[10]));
    }

    [Test]
    public void Padding_that_fills_chunks_of_its_own_is_checked_too()
    {
        var length = (32 * Chunk) + 1;
        var file = Seal(Content(length));
        Assert.That(file, Has.Length.EqualTo(33 * SealedChunk));
        Assert.That(Open(file, length), Is.EqualTo(Content(length)));

        // 64 chunks and a byte become 66 chunks: the last is padding alone.
        length = (64 * Chunk) + 1;
        Assert.That(SealedStream.SealedSize(length), Is.EqualTo(66L * SealedChunk));
        var full = new byte[66 * Chunk];
        full[^1] = 1;
        Refusal.Of(() => Open(Seal(full), length));
        Assert.That(Open(Seal(new byte[66 * Chunk]), length), Is.EqualTo(new byte[length]));
    }

    [Test]
    public void A_reader_that_refused_once_stays_closed()
    {
        var file = Seal(Content(3 * Chunk));
        var changed = (byte[])file.Clone();
        changed[5] ^= 1;
        using var reader = new SealedStreamReader(Key, 3 * Chunk);
        var plain = new ArrayBufferWriter<byte>();
        Refusal.Of(() => reader.Read(changed, plain));
        Refusal.Of(() => reader.Read(file, plain));
        Refusal.Of(reader.Finish);
        Assert.That(plain.WrittenCount, Is.Zero);
    }

    [Test]
    public void A_closed_reader_opens_nothing()
    {
        var reader = new SealedStreamReader(Key, 0);
        reader.Dispose();
        Refusal.Of(() => reader.Read(new byte[16], new ArrayBufferWriter<byte>()));
    }

    [Test]
    public void A_finished_writer_writes_nothing_more()
    {
        var file = new ArrayBufferWriter<byte>();
        using var writer = new SealedStreamWriter(Key);
        writer.Finish(file);
        Assert.That(() => writer.Write([1], file), Throws.InvalidOperationException);
        Assert.That(() => writer.Finish(file), Throws.InvalidOperationException);
    }

    [Test]
    public void A_key_has_32_bytes()
    {
        Assert.That(() => new SealedStreamWriter(new byte[16]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SealedStreamReader(new byte[16], 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        for (var i = 0; i < length; i++)
        {
            content[i] = (byte)(((i * 7L) + (i / 256)) % 251);
        }

        return content;
    }

    private static byte[] Seal(byte[] content, int piece = int.MaxValue, byte[]? key = null)
    {
        var file = new ArrayBufferWriter<byte>();
        using var writer = new SealedStreamWriter(key ?? Key);
        for (var at = 0; at < content.Length; at += Math.Min(piece, content.Length - at))
        {
            writer.Write(content.AsSpan(at, Math.Min(piece, content.Length - at)), file);
        }

        writer.Finish(file);
        return file.WrittenSpan.ToArray();
    }

    private static byte[] Open(byte[] file, long length, int piece = int.MaxValue, byte[]? key = null)
    {
        var plain = new ArrayBufferWriter<byte>();
        using var reader = new SealedStreamReader(key ?? Key, length);
        for (var at = 0; at < file.Length; at += Math.Min(piece, file.Length - at))
        {
            reader.Read(file.AsSpan(at, Math.Min(piece, file.Length - at)), plain);
        }

        reader.Finish();
        return plain.WrittenSpan.ToArray();
    }
}
