using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Tests.Support;

namespace Intake.Tests.Core.Cases;

/// <summary>Staff who add files.</summary>
internal static class UploadScene
{
    /// <summary>
    /// Adds one file to the conversation, or to a referral's work folder, as the page does; what can't be cleaned goes in as it is.
    /// </summary>
    /// <returns>The desk's answer; with a fault of the file nothing was added.</returns>
    public static Task<(CaseResult Answer, StoredFileFault? Fault)> AddFileAsync(
        this CaseScene scene, Sent sent, string part, string name, byte[] content, Guid? referralId = null, long limit = 1_000_000) =>
        scene.ActAsync<CaseUploads, (CaseResult, StoredFileFault?)>(part, async (desk, self) =>
        {
            var place = referralId is null ? CompartmentKind.Dialogue : CompartmentKind.WorkFile;
            var (began, upload) = await desk.BeginAsync(sent.ReportId, self, place, referralId, 1, default);
            if (upload is null) return (began, null);
            using (upload)
            {
                using var body = new MemoryStream(content);
                var received = await desk.ReceiveAsync(upload, name, "application/octet-stream", body, limit, asItIs: true, default);
                return received.Fault is { } fault ? (began, fault) : (await desk.FinishAsync(upload, self, default), null);
            }
        });
}
