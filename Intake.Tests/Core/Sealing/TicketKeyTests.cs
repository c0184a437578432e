using System.Buffers.Binary;
using System.Security.Cryptography;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>The receipt key of a form ticket, FORMAT.md §7.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TicketKeyTests
{
    private static readonly Guid Scheme = Guid.NewGuid();

    [Test]
    public void A_ticket_has_one_key_for_its_report_and_another_for_its_draft_however_often_it_is_opened()
    {
        using var ticket = FormTicket.New(DateTimeOffset.UnixEpoch);
        using var opened = FormTicket.Open(FileSecrets.Mine, Scheme, ticket.Seal(FileSecrets.Mine, Scheme));
        using var staged = opened.With(StagedKeys.New());
        using var other = FormTicket.New(DateTimeOffset.UnixEpoch);
        string[] keys =
        [
            Text(ticket.ReportKey(FileSecrets.Mine)), Text(ticket.DraftKey(FileSecrets.Mine)),
            Text(ticket.ReportKey(FileSecrets.Others)), Text(other.ReportKey(FileSecrets.Mine)),
        ];
        Assert.That(keys, Is.Unique);
        Assert.That(Text(opened.ReportKey(FileSecrets.Mine)), Is.EqualTo(keys[0]));
        Assert.That(Text(staged.ReportKey(FileSecrets.Mine)), Is.EqualTo(keys[0]));
        Assert.That(Text(staged.DraftKey(FileSecrets.Mine)), Is.EqualTo(keys[1]));
    }

    [Test]
    public void It_is_made_as_the_format_says()
    {
        byte[] id = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        using var ticket = FormTicket.Of([.. id, .. new byte[16]], DateTimeOffset.UnixEpoch);
        var fileKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, new byte[32], 32, [], "intake/1/file/receipt"u8.ToArray());
        byte[] frame = [.. Field("intake/1/ticket-receipt"u8), .. Field(id)];
        var mac = HMACSHA256.HashData(fileKey, frame);
        using var expected = ReceiptKey.Of(mac.AsSpan(0, 15));
        Assert.That(Text(ticket.ReportKey(FileSecrets.Mine)), Is.EqualTo(expected.ToPageText()));
    }

    private static byte[] Field(ReadOnlySpan<byte> bytes)
    {
        var field = new byte[sizeof(int) + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(field, bytes.Length);
        bytes.CopyTo(field.AsSpan(sizeof(int)));
        return field;
    }

    private static string Text(ReceiptKey key)
    {
        using (key) return key.ToPageText();
    }
}
