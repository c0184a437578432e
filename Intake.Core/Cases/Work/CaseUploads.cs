using System.Security.Cryptography;
using Intake.Core.Cleaning;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Work;

/// <summary>
/// Files that staff add to a case: each is sealed and cleaned of hidden data as it streams in, and all become part of the case
/// together, or none. Behind the gate, as everything else.
/// </summary>
public sealed class CaseUploads(IntakeDb db, CaseAccess cases, EntryLog log, CompartmentKeys rekeying, AttachmentStore store,
    CleanedUploads cleaner, UploadSpace space)
{
    /// <summary>
    /// Begins to add files to the Dialogue, where the reporter finds them, or to a referral's WorkFile. Keys that change while they
    /// stream do no harm: each row carries the epoch it was sealed under, and every later holder opens that too.
    /// </summary>
    /// <param name="reportId">The case.</param>
    /// <param name="staff">Who adds them.</param>
    /// <param name="kind"><see cref="CompartmentKind.Dialogue"/> or <see cref="CompartmentKind.WorkFile"/>.</param>
    /// <param name="referralId">The referral of a WorkFile.</param>
    /// <param name="most">How many files may come.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The upload, which the caller disposes of; none where the answer is not <see cref="CaseResult.Done"/>.</returns>
    /// <exception cref="BusyException">There is no room for files now.</exception>
    public async Task<(CaseResult Answer, CaseUpload? Upload)> BeginAsync(
        Guid reportId, UnlockedStaff staff, CompartmentKind kind, Guid? referralId, int most, CancellationToken cancel)
    {
        await space.RequireAsync(db, staff.Certificate.SchemeId, cancel);
        CaseUpload? upload = null;
        var began = await cases.WriteAsync(reportId, staff, async open =>
        {
            if (PlaceOf(open, kind, referralId) is not { } place) return CaseResult.ChoiceUnknown;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            await rekeying.PrepareAsync(open.Report, place, open.Today, cancel);
            var staging = Guid.NewGuid();
            db.Stagings.Add(New(staging, open));
            // A file and its cleaned copy each: the keys of the case are not in hand while files stream.
            upload = new CaseUpload(reportId, kind, referralId, staging,
            [
                .. Enumerable.Range(0, 2 * most).Select(_ =>
                {
                    var row = AttachmentStore.New(place.Context.Id, place.Epoch, open.Today, stagingId: staging);
                    return (row, FileKeys.Derive(open.Report.Vault, place, place.Epoch, row.Id, row.Salt));
                }),
            ]);
            return CaseResult.Done;
        }, cancel);
        if (began == CaseResult.Done) return (began, upload);
        upload?.Dispose();
        return (began, null);
    }

    /// <summary>
    /// Receives one file. A cleaned copy is kept in its place; what can't be cleaned is kept only <paramref name="asItIs"/>, and said
    /// otherwise.
    /// </summary>
    /// <exception cref="IOException">The sender went away; nothing of it is kept.</exception>
    /// <exception cref="BusyException">Too many files are on their way at once.</exception>
    public async Task<UploadedFile> ReceiveAsync(
        CaseUpload upload, string name, string mediaType, Stream body, long limit, bool asItIs, CancellationToken cancel)
    {
        var received = await cleaner.ReceiveAsync(upload.Target, name, mediaType, body, limit, cancel);
        if (received.File is not { } file) return new(received.Fault, null);
        if (file.Uncleaned is { } why && !asItIs) return new(null, why);
        upload.Files.Add(file);
        return new(null, null);
    }

    /// <summary>Makes the files part of the case, in one transaction with its form. Without that, nothing of them stays.</summary>
    public Task<CaseResult> FinishAsync(CaseUpload upload, UnlockedStaff staff, CancellationToken cancel) =>
        cases.WriteAsync(upload.ReportId, staff, async open =>
        {
            if (PlaceOf(open, upload.Kind, upload.ReferralId) is not { } place) return CaseResult.ChoiceUnknown;
            if (upload.Files.Count == 0) return CaseResult.TextMissing;
            if (!open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            await rekeying.PrepareAsync(open.Report, place, open.Today, cancel);
            foreach (var file in upload.Files)
                await log.AppendAsync(open.Report, place, EntryKind.Attachment, file, open.Today, cancel);
            if (!await store.KeepAsync(upload.StagingId, upload.ReportId, upload.Files, cancel)) return CaseResult.NotNow;
            cases.Audit(open.Report, AuditAction.Noted, upload.ReferralId);
            return CaseResult.Done;
        }, cancel);

    private static OpenCompartment? PlaceOf(OpenCase open, CompartmentKind kind, Guid? referralId) => kind switch
    {
        CompartmentKind.Dialogue when referralId is null => open.Dialogue,
        CompartmentKind.WorkFile when referralId is { } referral => open.WorkFile(referral),
        _ => null,
    };

    private static Staging New(Guid id, OpenCase open) => new()
    {
        Id = id,
        SchemeId = open.Report.Row.SchemeId,
        Sealed = RandomNumberGenerator.GetBytes(Padding.SmallestText + SealedValue.Overhead),
        MadeOn = open.Today,
        ExpiresOn = open.Today.AddDays(1),
    };
}

/// <summary>What came of one file: kept where both are null, else why it is not.</summary>
/// <param name="Fault">It could not be stored.</param>
/// <param name="Uncleaned">It could not be cleaned.</param>
public sealed record UploadedFile(StoredFileFault? Fault, NotCleaned? Uncleaned);

/// <summary>Files of one form on their way into a case, with a key of its own for each. The owner disposes of it.</summary>
public sealed class CaseUpload : IDisposable
{
    private readonly (Attachment Row, SecretBytes Key)[] prepared;
    private int taken;

    internal CaseUpload(
        Guid reportId, CompartmentKind kind, Guid? referralId, Guid stagingId, (Attachment Row, SecretBytes Key)[] prepared)
    {
        this.prepared = prepared;
        (ReportId, Kind, ReferralId, StagingId) = (reportId, kind, referralId, stagingId);
        Target = new UploadTarget(
            () => prepared[taken++].Row,
            row => SecretBytes.CopyOf(prepared.First(one => one.Row.Id == row.Id).Key.Span));
    }

    internal Guid ReportId { get; }

    internal CompartmentKind Kind { get; }

    internal Guid? ReferralId { get; }

    internal Guid StagingId { get; }

    internal UploadTarget Target { get; }

    /// <summary>What becomes part of the case.</summary>
    internal List<AttachmentContent> Files { get; } = [];

    /// <summary>Names of what is kept so far, as they will stand in the case.</summary>
    public IReadOnlyList<string> Names => [.. Files.Select(file => file.Name)];

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        foreach (var (_, key) in prepared) key.Dispose();
    }
}
