using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Files;

/// <summary>The files of one post: sealed and cleaned as they stream, with what is wrong with each; part of the case at its end.</summary>
internal sealed class FilesOnTheWay(CaseVisit visit, CaseUploads uploads, long fileBytes, int most) : IDisposable
{
    /// <summary>The conversation, or the id of a referral.</summary>
    public const string Where = "Where";

    /// <summary>What <see cref="Where"/> is for the conversation.</summary>
    public const string Conversation = "conversation";

    /// <summary>A tick: what can't be cleaned goes in as it is.</summary>
    public const string AsItIs = "AsItIs";

    public const string Field = "Files";

    private readonly List<string> wrong = [];
    private CaseUpload? upload;
    private CaseResult began = CaseResult.Done;
    private bool isChosen = true;

    /// <summary>Takes a file as it streams in. The fields before it say where it goes.</summary>
    public async ValueTask ReceiveAsync(SentFile file, Stream content, CancellationToken cancel)
    {
        if (!await BeginAsync(file.Before, cancel)) return;
        var type = file.ClaimedType is { Length: > 0 and <= 100 } claimed ? claimed : "application/octet-stream";
        var came = await uploads.ReceiveAsync(
            upload!, file.Name, type, content, fileBytes, file.Before.Text(AsItIs) == "yes", cancel);
        if (came.Uncleaned is { } why) wrong.Add(visit.Text["AddFiles.Uncleaned", file.Name, visit.Text[$"File.Why.{why}"]]);
        else if (came.Fault is StoredFileFault.Gone) wrong.Add(visit.Text["AddFiles.Gone", file.Name]);
    }

    /// <summary>Says what is to be changed.</summary>
    public void Check(ReadForm form, FormErrors errors)
    {
        if (!isChosen || PlaceOf(form) is null) errors.Add(Where, visit.Text["AddFiles.Where.Missing"]);
        foreach (var one in wrong) errors.Add(Field, one);
        var isEmpty = began == CaseResult.Done && upload is not { Names.Count: > 0 };
        if (isEmpty && !errors.Any) errors.Add(Field, visit.Text["AddFiles.Missing"]);
    }

    /// <summary>Makes them part of the case.</summary>
    public Task<CaseResult> FinishAsync(CancellationToken cancel) =>
        began == CaseResult.Done ? uploads.FinishAsync(upload!, visit.Staff, cancel) : Task.FromResult(began);

    public void Dispose() => upload?.Dispose();

    private async Task<bool> BeginAsync(ReadForm form, CancellationToken cancel)
    {
        if (upload is not null) return true;
        if (began != CaseResult.Done || !isChosen) return false;
        if (PlaceOf(form) is not { } place)
        {
            isChosen = false;
            return false;
        }

        (began, upload) = await uploads.BeginAsync(visit.Id, visit.Staff, place.Kind, place.Referral, most, cancel);
        return upload is not null;
    }

    private static (CompartmentKind Kind, Guid? Referral)? PlaceOf(ReadForm form) => form.Text(Where) switch
    {
        Conversation => (CompartmentKind.Dialogue, null),
        var id when Guid.TryParseExact(id, "D", out var referral) => (CompartmentKind.WorkFile, referral),
        _ => null,
    };
}
