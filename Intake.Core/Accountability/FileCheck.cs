using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Whether the files of reports are there, as far as no key is needed for it: each has as many sealed bytes as its size says, and a
/// compartment has no fewer files than entries that name one. Whether they are the right bytes only its readers see.
/// </summary>
internal static class FileCheck
{
    /// <summary>Reports with files that are gone or cut; the count is how many files.</summary>
    public static async Task<IEnumerable<RootFinding>> RunAsync(IntakeDb db, CancellationToken cancel)
    {
        var files = await db.Attachments.AsNoTracking().Where(file => file.ReportId != null).Select(file => new
        {
            file.CompartmentId, file.SizeClass,
            Sealed = db.AttachmentChunks.Where(chunk => chunk.AttachmentId == file.Id).Sum(chunk => (long)chunk.Bytes.Length),
        }).ToListAsync(cancel);
        var whole = files.Where(file => file.Sealed == SealedStream.SealedSize(file.SizeClass)).CountBy(file => file.CompartmentId)
            .ToDictionary();
        var rooms = await (
            from room in db.Compartments.AsNoTracking()
            join report in db.Reports on room.ReportId equals report.Id
            select new
            {
                room.Id, ReportId = report.Id, report.ReceivedOn,
                Named = db.Entries.Count(entry => entry.CompartmentId == room.Id && entry.Kind == EntryKind.Attachment),
            }).ToListAsync(cancel);
        return
            from room in rooms
            let missing = room.Named - whole.GetValueOrDefault(room.Id)
            where missing > 0
            select new RootFinding(RootFault.FileGone, room.ReceivedOn, missing, $"{room.ReportId:D}");
    }
}
