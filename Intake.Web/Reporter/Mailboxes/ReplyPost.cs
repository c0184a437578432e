using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// One answer on its way: its files are sealed and cleaned as they stream, kept from page to page while something is to be
/// changed or decided, and become part of the mailbox with the text, or not at all.
/// </summary>
internal sealed class ReplyPost(MailboxVisit visit, UnlockedMailbox mailbox, Scheme scheme, ReplyDesk replies, WaitingRoom room)
{
    private readonly Text text = visit.Text;
    private Admission? admission;
    private MailboxUpload? upload;
    private bool opened;
    private string? fileError;
    private Exception? unreachable;

    /// <summary>The mailbox's scheme.</summary>
    public Scheme Scheme => scheme;

    /// <summary>What was read before the first file, for a request that ends in the middle.</summary>
    public ReadForm? Before { get; private set; }

    /// <summary>Files kept so far, for the page that answers.</summary>
    public KeptFiles Kept(ReadForm form) => new(upload, form.Values(ReportForm.KeepOriginals).Count > 0);

    /// <summary>Takes a file as it streams in.</summary>
    public async ValueTask ReceiveAsync(SentFile file, Stream content, CancellationToken cancel)
    {
        Before = file.Before;
        if (unreachable is not null || !await EnterAsync(file.Before, cancel))
        {
            return;
        }

        try
        {
            await OpenAsync(file.Before, cancel);
            if (fileError is not null)
            {
                return;
            }

            await BeginAsync(cancel);
            if (fileError is not null)
            {
                return;
            }

            if (upload?.Files.Count(one => one.OriginalOf is null) >= scheme.Limits.FilesPerPost)
            {
                fileError = text["Report.Files.TooMany", scheme.Limits.FilesPerPost];
            }
            else if (upload is not null)
            {
                var type = file.ClaimedType is { Length: > 0 and <= 100 } claimed ? claimed : "application/octet-stream";
                var keeps = file.Before.Values(ReportForm.KeepOriginals).Count > 0;
                await replies.AddFileAsync(mailbox, upload, file.Name, type, content, ReportForm.FileBytes(scheme), keeps, cancel);
            }
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            unreachable = failure;
        }
    }

    /// <summary>The turn to put into the page when it has to wait.</summary>
    public string Turn => admission?.Turn ?? "";

    /// <summary>Asks once for a place to store; without one, nothing of the answer is taken.</summary>
    public async ValueTask<bool> EnterAsync(ReadForm form, CancellationToken cancel)
    {
        admission ??= await room.EnterAsync(CostlyAct.Reply, scheme.Id, form.Text(WaitingFields.Turn), cancel);
        return admission.Value.MayGo;
    }

    /// <summary>What to change or decide. Files stay where they are meanwhile.</summary>
    /// <param name="form">The form as read.</param>
    /// <param name="cancel">The request's end.</param>
    /// <returns>The errors, and whether a button beside a file was pressed: then nothing is sent.</returns>
    public async Task<(FormErrors Errors, bool Decides)> CheckAsync(ReadForm form, CancellationToken cancel)
    {
        if (unreachable is not null)
        {
            throw new TimeoutException("The database went away while files streamed.", unreachable);
        }

        await OpenAsync(form, cancel);
        var wish = StagedFiles.WishOf(upload?.Files ?? [], form);
        var decides = ReplyForm.Decides(form);
        var errors = decides ? new FormErrors() : Errors(form);
        if (upload is not null && (decides || errors.Any))
        {
            var files = wish is null ? upload.Files : await AgainAsync(upload, wish, form, cancel);
            var removed = StagedFiles.Beside(files, form.Text(ReportForm.Remove));
            await replies.SaveAsync(mailbox, upload, StagedFiles.Decided(files.Except(removed), form), cancel);
        }

        return (errors, decides);
    }

    /// <summary>Stores the answer, or says why not.</summary>
    public Task<MailboxResult> SaveAsync(ReadForm form, CancellationToken cancel) => visit.Desk.SendAsync(
        mailbox,
        new ReporterReply(form.Text("Text"), Guid.TryParse(form.Text("Answers"), out var checkIn) ? checkIn : null, ReplyForm.Given(form),
            upload is { Files.Count: > 0 } ? upload : null),
        cancel);

    /// <summary>Cleans a kept file again, where there is a place; where there is none, it stays as it is.</summary>
    private async Task<IReadOnlyList<AttachmentContent>> AgainAsync(
        MailboxUpload kept, CleaningWish wish, ReadForm form, CancellationToken cancel)
    {
        if (!await EnterAsync(form, cancel)) return kept.Files;
        await BeginAsync(cancel);
        if (fileError is not null) return kept.Files;
        var again = await replies.CleanAgainAsync(mailbox, kept, wish.File, wish.Strike, ReportForm.FileBytes(scheme), cancel);
        return StagedFiles.After(kept.Files, wish, again, form.Values(ReportForm.KeepOriginals).Count > 0);
    }

    private FormErrors Errors(ReadForm form)
    {
        var errors = new FormErrors().Add(
            form.Faults.Where(fault => fault.Field is not
                ("Answers" or MailboxFields.Upload or WaitingFields.Turn) && !ReplyForm.Buttons.Contains(fault.Field)),
            text);
        if (fileError is not null)
        {
            errors.Add("Files", fileError);
        }
        else if (upload?.Files.Any(file => file.IsUndecided) == true)
        {
            errors.Add("Files", text["File.Undecided.Title"]);
        }

        var given = ReplyForm.Given(form);
        if (!errors.Any && BlankText.Is(form.Text("Text")) && given.All(answer => answer.IsEmpty) && upload is not { Files.Count: > 0 })
        {
            errors.Add("Text", text[given.Count > 0 ? "Mailbox.Answer.Missing" : "Mailbox.Reply.Missing"]);
        }

        return errors;
    }

    /// <summary>
    /// Before each file: a new upload, or the one there is under the newest keys, since somebody may have been excluded
    /// meanwhile.
    /// </summary>
    private async Task BeginAsync(CancellationToken cancel)
    {
        MailboxResult answer;
        if (upload is null)
        {
            (upload, answer) = await visit.Desk.BeginUploadAsync(mailbox, cancel);
        }
        else
        {
            answer = await visit.Desk.RenewUploadAsync(mailbox, upload, cancel);
        }

        fileError = answer == MailboxResult.Stored ? null : text[$"Mailbox.Reply.{answer}"];
    }

    /// <summary>Finds the files that an earlier page kept.</summary>
    private async Task OpenAsync(ReadForm form, CancellationToken cancel)
    {
        if (opened)
        {
            return;
        }

        opened = true;
        if (Guid.TryParse(form.Text(MailboxFields.Upload), out var earlier))
        {
            upload = await replies.ResumeAsync(mailbox, earlier, cancel);
            fileError = upload is null ? text["Mailbox.Reply.FilesGone"] : null;
        }
    }
}

/// <summary>Files of an answer that is not sent yet.</summary>
/// <param name="Upload">Where they are; null when there are none.</param>
/// <param name="KeepsOriginals">What was chosen last.</param>
public sealed record KeptFiles(MailboxUpload? Upload, bool KeepsOriginals)
{
    /// <summary>None yet.</summary>
    public static KeptFiles None { get; } = new(null, false);

    /// <summary>The files to list.</summary>
    public IReadOnlyList<AttachmentContent> Files => Upload?.Files ?? [];
}
