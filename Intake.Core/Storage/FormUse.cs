using System.Buffers.Binary;
using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Storage;

/// <summary>
/// The form that a request posts, by its single-use token: 16 random bytes of the page, its address, and all that was
/// typed. A desk that writes takes it first in the same transaction, so that a form posted twice is stored once, by any of the
/// web processes; the second post waits until the first is through and then gets the same answer. A form that was
/// changed is another form. Only what was taken is kept: a keyed hash and a date. FORMAT.md §14.
/// </summary>
public sealed class FormUse(IntakeDb db, SharedMoments moments, FileSecret fileSecret, TimeProvider time)
{
    /// <summary>Bytes of a token.</summary>
    public const int TokenSize = 16;

    /// <summary>How long a use is remembered: longer than any session that could post the page again.</summary>
    private const int DaysKept = 3;

    /// <summary>How long the same click may still be on its way.</summary>
    public static readonly TimeSpan TwiceWithin = TimeSpan.FromSeconds(20);

    private byte[]? form;
    private byte[]? hash;
    private bool isOurs;

    /// <summary>Says which form the request posts. Without this nothing is taken, and every post is one of its own.</summary>
    /// <param name="token">The page's random bytes, <see cref="TokenSize"/> of them.</param>
    /// <param name="address">The path that it was posted to.</param>
    /// <param name="content">A hash of all its fields and files.</param>
    public void Of(ReadOnlySpan<byte> token, string address, ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(token.Length, TokenSize);
        using var key = fileSecret.Derive(FileSecret.TicketUse);
        using var frame = new FrameWriter();
        form = frame.Label(Labels.FormUse).Bytes(token).Text(address).Bytes(content).ToArray();
        hash = HMACSHA256.HashData(key.Span, form);
    }

    /// <summary>
    /// Takes the form, inside the caller's transaction and before anything else is done in it. False when another request
    /// has: then nothing is to be done, and the answer is what that one's was.
    /// </summary>
    internal async Task<bool> TakeAsync(CancellationToken cancel)
    {
        if (hash is null) return true;
        var until = CopenhagenClock.Today(time).AddDays(DaysKept);
        // Waits for a transaction that is taking it now, and takes it after all when that one gives up.
        var taken = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.ticket_use (hash, expires_on) VALUES ({hash}, {until}) ON CONFLICT DO NOTHING", cancel);
        isOurs |= taken == 1;
        return isOurs;
    }

    /// <summary>
    /// Takes a form that changes nothing else. False when it was taken before, but for <see cref="TwiceWithin"/> in which a double click
    /// on a slow line arrives.
    /// </summary>
    public async Task<bool> TakeAloneAsync(CancellationToken cancel)
    {
        if (hash is null) return true;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await TakeAsync(cancel)) return await moments.IsHeldAsync(Moment);
        await moments.HoldAsync(Moment, TwiceWithin);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Whether another request has taken the form and is through.</summary>
    public async Task<bool> WasTakenAsync(CancellationToken cancel) =>
        hash is { } known && !isOurs && await db.TicketUses.AsNoTracking().AnyAsync(use => use.Hash == known, cancel);

    /// <summary>The answer shows a secret: said before the commit, so that a request which waits for it finds the moment.</summary>
    internal async Task ShowAsync()
    {
        if (hash is not null) await moments.HoldAsync(Moment, SharedMoments.ShownAgain);
    }

    /// <summary>Whether the form was taken just now, so that the secret of its answer may be shown again.</summary>
    internal async Task<bool> MayShowAgainAsync(CancellationToken cancel) =>
        await WasTakenAsync(cancel) && await moments.IsHeldAsync(Moment);

    /// <summary>
    /// 32 bytes that are the same for each post of this form, for what its answer shows once. They come from the token,
    /// which is kept nowhere: with database and file secret nobody finds them. Null for a form without a token. FORMAT.md §14.
    /// </summary>
    internal SecretBytes? Secret(string label, Guid about)
    {
        if (form is null) return null;
        using var key = fileSecret.Derive(FileSecret.Once);
        using var frame = new FrameWriter();
        var secret = new SecretBytes(Suite.KeySize);
        HMACSHA256.HashData(key.Span, frame.Label(label).Id(about).Bytes(form).ToArray(), secret.Writable);
        return secret;
    }

    private long Moment
    {
        get
        {
            using var key = fileSecret.Derive(FileSecret.Repeat);
            using var frame = new FrameWriter();
            frame.Label(Labels.Repeat).Bytes(hash);
            return BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key.Span, frame.ToArray()));
        }
    }
}
