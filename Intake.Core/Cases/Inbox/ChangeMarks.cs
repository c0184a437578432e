using System.Buffers.Binary;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// Which reports have changed since last night, and how far: of each the sum (exclusive or) of its marks' random ids, so that two equal
/// sums mean the same marks but for a chance of 2⁻¹²².
/// </summary>
/// <param name="Beginning">The sum of the marks without a report: another one means that nothing remembered holds.</param>
/// <param name="Of">By report; one without marks is not there.</param>
internal sealed record ChangeMarks(UInt128 Beginning, IReadOnlyDictionary<Guid, UInt128> Of)
{
    /// <summary>The marks of these schemes' reports as they are committed now.</summary>
    internal static async Task<ChangeMarks> ReadAsync(IntakeDb db, IReadOnlyCollection<Guid> schemes, CancellationToken cancel)
    {
        var marks = await db.CaseChanges.AsNoTracking()
            .Where(mark => mark.ReportId == null
                || db.Reports.Any(report => report.Id == mark.ReportId && schemes.Contains(report.SchemeId)))
            .Select(mark => new { mark.Id, mark.ReportId }).ToListAsync(cancel);
        var beginning = UInt128.Zero;
        var sums = new Dictionary<Guid, UInt128>();
        foreach (var mark in marks)
        {
            var number = Number(mark.Id);
            if (mark.ReportId is { } report) sums[report] = sums.GetValueOrDefault(report) ^ number;
            else beginning ^= number;
        }

        return new(beginning, sums);
    }

    /// <summary>The reports that have other marks than they had.</summary>
    internal IEnumerable<Guid> ChangedSince(ChangeMarks before) =>
        Of.Where(report => before.Of.GetValueOrDefault(report.Key) != report.Value).Select(report => report.Key);

    private static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
