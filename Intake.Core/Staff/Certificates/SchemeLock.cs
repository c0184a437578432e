using System.Buffers.Binary;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Certificates;

/// <summary>
/// Makes certifications and revocations of one scheme wait for each other until the transaction ends: they are rare,
/// and one can complete another.
/// </summary>
internal static class SchemeLock
{
    public static Task TakeAsync(IntakeDb db, Guid schemeId, CancellationToken cancel)
    {
        var key = BinaryPrimitives.ReadInt64BigEndian(schemeId.ToByteArray(bigEndian: true));
        return db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", cancel);
    }
}
