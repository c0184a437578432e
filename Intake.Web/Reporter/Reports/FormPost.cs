using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Core.Submission;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// One post of the report form: opens its ticket, stages its files while they stream, and remembers what went wrong. Only
/// a ticket of ours, unused and old enough, has files stored: nobody can fill the store without opening the form.
/// </summary>
internal sealed class FormPost(ReportVisit visit) : IDisposable
{
    private readonly Scheme scheme = visit.Scheme;
    private readonly StagingDesk desk = visit.Staging;
    private readonly LeftForms left = visit.Left;
    private readonly WaitingRoom room = visit.Room;
    private readonly Text text = visit.Text;
    private readonly DateTimeOffset oldEnough = visit.OldEnough;
    private readonly List<AttachmentContent> files = [];
    private readonly List<AttachmentContent> removed = [];
    private FormTicket? ticket;
    private Admission? admission;

    /// <summary>Why the form has to come back, if it has.</summary>
    public ReportNotice Notice { get; private set; }

    /// <summary>What was read before the first file, for a request that ends in the middle.</summary>
    public ReadForm? Before { get; private set; }

    /// <summary>What is wrong with files, beyond what the reader says.</summary>
    public FormErrors FileErrors { get; } = new();

    /// <summary>Whether its reader has left the page that is posted: nothing of it is shown again.</summary>
    public bool WasLeft { get; private set; }

    /// <summary>Whether the form was posted sooner than a person could fill it in.</summary>
    public bool IsEarly => Ticket.Issued > oldEnough;

    /// <summary>Files staged by this post and those before it.</summary>
    public IReadOnlyList<AttachmentContent> Files => files;

    /// <summary>The ticket in the page's hidden field, with the keys of what is staged.</summary>
    public FormTicket Ticket => ticket ?? throw new InvalidOperationException("The ticket is opened first.");

    /// <summary>Takes a file as it streams in.</summary>
    public async ValueTask ReceiveAsync(SentFile file, Stream content, CancellationToken cancel)
    {
        Before = file.Before;
        if (Notice == ReportNotice.Unreachable)
        {
            return;
        }

        try
        {
            await OpenAsync(file.Before.Text(ReportForm.Ticket), cancel);
            Notice = Notice == ReportNotice.None && IsEarly ? ReportNotice.TooEarly : Notice;
            Notice = Notice == ReportNotice.None && IsFilledByMachine(file.Before) ? ReportNotice.Extra : Notice;
            if (Notice is ReportNotice.Expired or ReportNotice.Used or ReportNotice.TooEarly
                    or ReportNotice.Busy or ReportNotice.Waiting or ReportNotice.Extra
                || !await EnterAsync(file.Before, cancel))
            {
                Refuse(text["Report.Files.ChooseAgain"]);
                return;
            }

            if (files.Count(one => one.OriginalOf is null) >= scheme.Limits.FilesPerPost)
            {
                Refuse(text["Report.Files.TooMany", scheme.Limits.FilesPerPost]);
                return;
            }

            ticket = await desk.BeginAsync(scheme, Ticket, cancel);
            var keeps = file.Before.Values(ReportForm.KeepOriginals).Count > 0;
            var stored = await desk.AddFileAsync(
                scheme, Ticket, file.Name, TypeOf(file), content, ReportForm.FileBytes(scheme), keeps, cancel);
            if (stored.File is not null)
            {
                files.Add(stored.File);
                files.AddRange(stored.Original is { } original ? [original] : []);
            }
            else if (stored.Fault == StoredFileFault.Gone)
            {
                Renew(ReportNotice.FilesGone);
            }
        }
        catch (BusyException)
        {
            Notice = ReportNotice.Busy;
            Refuse(text["Report.Files.ChooseAgain"]);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            Notice = ReportNotice.Unreachable;
        }
    }

    /// <summary>Opens the ticket, or puts a new one in its place and says why.</summary>
    public async Task OpenAsync(string value, CancellationToken cancel)
    {
        if (ticket is not null)
        {
            return;
        }

        ticket = desk.Open(scheme, value);
        WasLeft = await left.HasAsync(scheme, value, cancel);
        if (WasLeft)
        {
            Renew(ReportNotice.Used);
        }
        else if (ticket is null)
        {
            Renew(ReportNotice.Expired);
        }
        else if (await desk.IsUsedAsync(ticket, cancel))
        {
            Renew(ReportNotice.Used);
        }
        else if (ticket.Staged is not null)
        {
            if (await desk.LoadAsync(scheme, ticket, cancel) is { } staged)
            {
                files.AddRange(staged.Files);
            }
            else
            {
                Renew(ReportNotice.FilesGone);
            }
        }
    }

    /// <summary>Whether the field that nobody sees is filled in: by a machine, or by something that fills forms for a person.</summary>
    public static bool IsFilledByMachine(ReadForm form) => form.Text(ReportForm.Extra).Length > 0;

    /// <summary>The turn to put into the page when it has to wait.</summary>
    public string Turn => admission?.Turn ?? "";

    /// <summary>Asks once for a place to store; where there is none, the form comes back with its turn.</summary>
    public async ValueTask<bool> EnterAsync(ReadForm form, CancellationToken cancel)
    {
        admission ??= await room.EnterAsync(CostlyAct.Stage, scheme.Id, form.Text(WaitingFields.Turn), cancel);
        Notice = admission.Value.MayGo ? Notice : ReportNotice.Waiting;
        return admission.Value.MayGo;
    }

    /// <summary>Seals what is written so far; says so when the staging was swept meanwhile.</summary>
    public async Task SaveAsync(StagedContent content, CancellationToken cancel)
    {
        if (await desk.StageAsync(scheme, Ticket, content, cancel) is { } staged)
        {
            ticket = staged;
            // After the list: a stop in between leaves an extra file for the sweep, never a list that names a missing file.
            foreach (var gone in removed) await desk.RemoveFileAsync(scheme, Ticket, gone.AttachmentId, cancel);
            removed.Clear();
        }
        else
        {
            Renew(ReportNotice.FilesGone);
        }
    }

    /// <summary>
    /// As above, for a form that comes back when something is staged already. The text stands on the page anyway, so when
    /// there is no place nothing is written, and a file that was to be taken away stays.
    /// </summary>
    public async Task SaveAgainAsync(ReadForm form, Func<StagedContent> content, CancellationToken cancel)
    {
        if (Ticket.Staged is null) return;
        var before = Notice;
        if (await EnterAsync(form, cancel))
        {
            await SaveAsync(content(), cancel);
            return;
        }

        Notice = removed.Count > 0 ? ReportNotice.Waiting : before;
        files.AddRange(removed);
        removed.Clear();
    }

    /// <summary>Asks for a place to keep a new draft. Saving an old one again asks no more than storing does.</summary>
    public async ValueTask<Admission> EnterDraftAsync(CancellationToken cancel) =>
        Ticket.Staged is { IsDraft: true } ? Admission.Granted : await room.EnterAsync(CostlyAct.Draft, scheme.Id, "", cancel);

    /// <summary>Keeps what is saved as a draft; null, and why, when it can't be.</summary>
    public async Task<DraftResult.Kept?> KeepAsync(DraftDesk drafts, CancellationToken cancel)
    {
        var answer = await drafts.SaveAsync(scheme, Ticket, cancel);
        if (answer is DraftResult.Kept kept)
        {
            return kept;
        }

        Renew(answer is DraftResult.AlreadyMade ? ReportNotice.SavedBefore : ReportNotice.FilesGone);
        return null;
    }

    /// <summary>Takes a staged file out of the list; once that is saved, it goes.</summary>
    public void Remove(string id)
    {
        Notice = Notice == ReportNotice.None ? ReportNotice.Removed : Notice;
        foreach (var gone in StagedFiles.Beside(files, id))
        {
            files.Remove(gone);
            removed.Add(gone);
        }
    }

    /// <summary>Takes the originals away that a page before kept, when they are wanted no longer; they go once that is saved.</summary>
    public void DropOriginals()
    {
        foreach (var original in files.Where(file => file.OriginalOf is not null).ToList())
        {
            files.Remove(original);
            removed.Add(original);
        }
    }

    /// <summary>The hidden field's value for the page that answers.</summary>
    public string Seal() => Seal(Ticket);

    /// <summary>As above, for the ticket that continues a draft.</summary>
    public string Seal(FormTicket other) => desk.Seal(scheme, other);

    public void Dispose() => ticket?.Dispose();

    private void Renew(ReportNotice why)
    {
        ticket?.Dispose();
        files.Clear();
        removed.Clear();
        (ticket, Notice) = (desk.NewTicket(), why);
    }

    private void Refuse(string message)
    {
        if (!FileErrors.Any)
        {
            FileErrors.Add(ReportForm.Files, message);
        }
    }

    private static string TypeOf(SentFile file) => file.ClaimedType is { Length: > 0 and <= 100 } type ? type : "application/octet-stream";
}
