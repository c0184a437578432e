using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Core.Certification;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

[Parallelizable(ParallelScope.Self)]
public sealed class UploadTests
{
    [Test]
    public async Task On_a_day_with_a_revocation_when_every_writer_changes_the_keys_staff_still_add_files_that_the_others_open()
    {
        await using var founded = await FoundedScheme.CreateAsync();
        var scene = new CaseScene(founded);
        var sent = await scene.InScopeAsync("Det skete i går.");
        await RevokeAsync(founded, "other handler 1");

        Assert.That(await scene.AddFileAsync(sent, "administrator 2", "brev.txt", [1, 2, 3]),
            Is.EqualTo((CaseResult.Done, (StoredFileFault?)null)));

        var file = (await scene.ReadAsync(sent, "administrator 1"))!.Thread.Single(e => e.Kind == EntryKind.Attachment)
            .As<AttachmentContent>()!;
        var read = await scene.ActAsync<CaseFiles, byte[]>("administrator 1", async (desk, self) =>
        {
            using var found = await desk.FindAsync(sent.ReportId, self, CompartmentKind.Dialogue, null, file.AttachmentId, default);
            using var content = new MemoryStream();
            await found!.CopyToAsync(content, default);
            return content.ToArray();
        });
        Assert.That(read, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    private static async Task RevokeAsync(FoundedScheme founded, string part)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var cookie = await founded["administrator 1"].BeginSessionAsync(
            services.GetRequiredService<IntakeDb>(), services.GetRequiredService<RingKeys>(), founded.Time);
        using var by = await services.GetRequiredService<Sessions>().UnlockAsync(cookie, default);
        Assert.That(await services.GetRequiredService<OffboardingDesk>().RevokeAsync(by!, founded[part].Id, default),
            Is.EqualTo(CertificationResult.Done));
    }
}
