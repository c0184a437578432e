using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Forms;
using Intake.Web.Privacy;
using Intake.Web.Reporting;
using Intake.Web.Shell;
using Intake.Web.Texts;
using Intake.Web.Waiting;

namespace Intake.Web.Mailboxes;

/// <summary>One answer on its way: its files are sealed as they stream and become part of the mailbox with the text, or not at all.</summary>
internal sealed class ReplyPost(UnlockedMailbox mailbox, Scheme scheme, MailboxDesk desk, WaitingRoom room, Text text)
{
    private Admission? admission;
    private MailboxUpload? upload;
    private MailboxWrite refused = MailboxWrite.Stored;
    private string? fileError;
    private Exception? unreachable;

    /// <summary>What was read before the first file, for a request that ends in the middle.</summary>
    public ReadForm? Before { get; private set; }

    /// <summary>Takes a file as it streams in.</summary>
    public async ValueTask ReceiveAsync(SentFile file, Stream content, CancellationToken cancel)
    {
        Before = file.Before;
        if (fileError is not null || unreachable is not null || !await EnterAsync(file.Before, cancel))
        {
            return;
        }

        try
        {
            if (upload is null)
            {
                (upload, refused) = await desk.BeginUploadAsync(mailbox, cancel);
            }

            if (upload is null)
            {
                fileError = text[$"Mailbox.Reply.{refused}"];
            }
            else if (upload.Files.Count >= scheme.Limits.FilesPerPost)
            {
                fileError = text["Report.Files.TooMany", scheme.Limits.FilesPerPost];
            }
            else
            {
                var type = file.ClaimedType is { Length: > 0 and <= 100 } claimed ? claimed : "application/octet-stream";
                await desk.AddFileAsync(mailbox, upload, file.Name, type, content, ReportForm.FileBytes(scheme), cancel);
            }
        }
        catch (Exception failure) when (Failures.Pass(failure))
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

    /// <summary>What to change; a file that failed means that all of the answer waits.</summary>
    public FormErrors Check(ReadForm form)
    {
        if (unreachable is not null)
        {
            throw new TimeoutException("The database went away while files streamed.", unreachable);
        }

        var errors = new FormErrors().Add(form.Faults.Where(fault => fault.Field is not ("Answers" or WaitingFields.Turn)), text);
        if (fileError is not null)
        {
            errors.Add("Files", fileError);
        }

        if (!errors.Any && string.IsNullOrWhiteSpace(form.Text("Text")) && upload is not { Files.Count: > 0 })
        {
            errors.Add("Text", text["Mailbox.Reply.Missing"]);
        }

        if (errors.Any && upload is { Files.Count: > 0 })
        {
            errors.Add("Files", text["Mailbox.Reply.ChooseAgain"]);
        }

        return errors;
    }

    /// <summary>Stores the answer, or says why not.</summary>
    public Task<MailboxWrite> SaveAsync(ReadForm form, CancellationToken cancel) =>
        desk.AnswerAsync(mailbox, form.Text("Text"), Guid.TryParse(form.Text("Answers"), out var question) ? question : null, upload, cancel);
}
