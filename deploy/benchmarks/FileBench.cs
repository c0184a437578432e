using System.Diagnostics;
using System.Security.Cryptography;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Intake.Bench;

/// <summary>A 50 MB file sealed and durable, against a plain COPY of the same bytes into the same table, in turn.</summary>
internal static class FileBench
{
    private const int Size = 50_000_000;
    private const int Rounds = 7;

    public static async Task RunAsync()
    {
        Console.WriteLine("A 50 MB file (PostgreSQL with fsync)");
        await using var server = await PostgresServer.StartOwnAsync(new PostgresOptions(Durable: true));
        await using var founded = await FoundedScheme.CreateAsync(server: server);
        var bytes = RandomNumberGenerator.GetBytes(Size);
        List<double> plain = [], sealedRates = [];
        for (var round = -1; round < Rounds; round++)
        {
            var copied = await TimeAsync(founded, (staging, ticket, db) => PlainAsync(db, ticket, bytes));
            var stored = await TimeAsync(founded, async (staging, ticket, db) =>
                await staging.AddFileAsync(founded.Scheme, ticket, "fil.bin", "application/octet-stream", new MemoryStream(bytes), Size, keepOriginal: false, default));
            if (round < 0) continue;
            plain.Add(copied);
            sealedRates.Add(stored);
        }

        Rate.Print("plain COPY", Rate.Median(plain), "MB/s");
        Rate.Print("sealed, streamed and committed", Rate.Median(sealedRates), "MB/s");
        Rate.Print("ratio (aim: 0.8 or more)", Rate.Median([.. sealedRates.Zip(plain, (s, p) => s / p)]), "");
    }

    private static async Task<double> TimeAsync(FoundedScheme founded, Func<StagingDesk, FormTicket, Core.Storage.IntakeDb, Task> store)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        using var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        var clock = Stopwatch.StartNew();
        await store(staging, ticket, scope.ServiceProvider.GetRequiredService<Core.Storage.IntakeDb>());
        return Size / 1e6 / clock.Elapsed.TotalSeconds;
    }

    private static async Task PlainAsync(Core.Storage.IntakeDb db, FormTicket ticket, byte[] bytes)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var attachment = AttachmentStore.New(ticket.Staged!.DialogueId, 1, new DateOnly(2026, 3, 3), stagingId: ticket.Staged.StagingId);
        db.Attachments.Add(attachment);
        await db.SaveChangesAsync();
        await using (var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(
            "COPY intake.attachment_chunk (attachment_id, number, bytes) FROM STDIN (FORMAT BINARY)"))
        {
            var number = 0;
            for (var at = 0; at < bytes.Length; at += 1 << 20)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(attachment.Id, NpgsqlDbType.Uuid);
                await copy.WriteAsync(number++, NpgsqlDbType.Integer);
                await copy.WriteAsync(bytes.AsMemory(at, Math.Min(1 << 20, bytes.Length - at)), NpgsqlDbType.Bytea);
            }

            await copy.CompleteAsync();
        }

        await transaction.CommitAsync();
    }
}
