using System.Text;
using Intake.Core.Sealing;
using NUnit.Framework;
using static Intake.Tests.Core.Sealing.SuiteVectors;

namespace Intake.Tests.Core.Sealing;

/// <summary>The other program makes the frozen file again, and opens what is sealed here with fresh random values.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OtherProgramTests
{
    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    [Test]
    public async Task It_makes_the_frozen_vectors_again_byte_for_byte() =>
        Assert.That(await NodeAsync("make-vectors.mjs", ""), Is.EqualTo(FileOf("intake-suite1.json")));

    [TestCase(0)]
    [TestCase(65536)]
    [TestCase(150_001)]
    public async Task It_opens_a_file(int length)
    {
        using var key = SecretBytes.Random(32);
        Assert.That(await OpenedByNodeAsync("stream",
            new { key = Hex(key.Span), @sealed = Hex(FormatVectorTests.StreamOf(key.Span.ToArray(), length)), length }),
            Is.EqualTo(Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray()));
    }

    [Test]
    public async Task It_opens_a_ring_key_and_a_session_under_it()
    {
        using var secret = Secret;
        var wrapped = RingKeySeal.New(secret, 77);
        using var ring = RingKeySeal.Open(secret, 77, wrapped);
        Assert.That(await OpenedByNodeAsync("ring", new { fileSecret = Text("fileSecret"), hour = 77, @sealed = Hex(wrapped) }),
            Is.EqualTo(ring.Span.ToArray()));

        using var cookie = SecretBytes.Random(32);
        using var encryption = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        var session = StaffSessionSeal.Seal(cookie.Span, ring, 77, Id(2), encryption, signing);
        Assert.That(await OpenedByNodeAsync("staffSession", new
        {
            cookie = Hex(cookie.Span), ring = Hex(ring.Span), hour = 77, person = Id(2), id = Hex(StaffSessionSeal.IdOf(cookie.Span)),
            @sealed = Hex(session),
        }), Is.EqualTo((byte[])[.. encryption.Private.Span, .. signing.Private.Span]));
    }

    [Test]
    public async Task It_opens_a_turn_with_the_key_it_carries()
    {
        using var secret = Secret;
        using var turn = WaitingTurn.New(DateTimeOffset.UnixEpoch);
        Assert.That(await OpenedByNodeAsync("turn",
            new { fileSecret = Text("fileSecret"), act = 4, scheme = Guid.Empty, @sealed = turn.Seal(secret, 4, Guid.Empty, "000G4"u8) }),
            Is.EqualTo("000G4"u8.ToArray()));
    }

    [Test]
    public async Task It_opens_a_draft_and_the_list_of_an_answer_s_files()
    {
        using var root = SecretBytes.Random(64);
        using var secrets = ReceiptSecrets.FromRoot(root);
        using var vault = SecretBytes.Random(32);
        using var keys = StagedKeys.New();
        Assert.That(await OpenedByNodeAsync("draft", new
        {
            root = Hex(root.Span), vault = Hex(vault.Span), scheme = Id(1), staging = keys.StagingId, report = keys.ReportId,
            @sealed = Hex(DraftSeal.Seal(secrets, vault, Id(1), keys)),
        }), Is.EqualTo((byte[])
        [
            .. keys.StagingId.ToByteArray(true), .. keys.StagingKey.Span, .. keys.ReportId.ToByteArray(true),
            .. keys.GateCardId.ToByteArray(true), .. keys.GateCardKey.Span,
            .. keys.DialogueId.ToByteArray(true), .. keys.DialogueKey.Span,
        ]));

        using var mailbox = FormatVectorTests.MailboxOf();
        Assert.That(await OpenedByNodeAsync("reply",
            new { wrapping = Text("wrapping"), report = Id(3), staging = Id(6), @sealed = Hex(ReplySeal.Seal(mailbox, Id(6), "[1]"u8)) }),
            Is.EqualTo("[1]"u8.ToArray()));
    }

    [Test]
    public async Task It_opens_an_audit_row()
    {
        using var secret = Secret;
        var content = Encoding.ASCII.GetBytes("who did what");
        Assert.That(await OpenedByNodeAsync("audit",
            new { fileSecret = Text("fileSecret"), row = Id(5), action = 12, @sealed = Hex(AuditSeal.Seal(secret, Id(5), 12, content)) }),
            Is.EqualTo(content));
    }
}
