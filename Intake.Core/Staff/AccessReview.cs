using Intake.Core.Reports;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff;

/// <summary>A line of the access review in words that people know.</summary>
/// <param name="Who">The name of who did it; null when nobody is known.</param>
/// <param name="About">A person's name or a case's reference; null when it was about neither.</param>
/// <param name="Intact">False when the line was altered in the database.</param>
public sealed record AccessLine(DateTimeOffset At, AuditAction Action, string? Who, string? About, bool Intact);

/// <summary>A page of it, newest first, and whether older lines follow.</summary>
public sealed record AccessPage(IReadOnlyList<AccessLine> Lines, bool More);

/// <summary>Who has opened and done what in a scheme: for its certified administrators. Cases go by their reference.</summary>
public sealed class AccessReview(IntakeDb db, AuditTrail audit)
{
    /// <summary>The scheme's lines from one date to another, both included, in Copenhagen's days; empty for anybody else.</summary>
    /// <param name="page">From 0.</param>
    public async Task<AccessPage> ReadAsync(SignedIn by, DateOnly from, DateOnly to, int page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Staff.Certificate.IsAdministrator: true }) return new([], More: false);
        var read = await audit.ReadAsync(db, scheme, from, to, page, cancellation);
        var ids = read.Lines.SelectMany(line => new[] { line.StaffId, line.SubjectId }).OfType<Guid>().Distinct().ToList();
        var names = await db.Staff.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.FullName, cancellation);
        var referred = await db.Referrals.Where(referral => ids.Contains(referral.Id))
            .ToDictionaryAsync(referral => referral.Id, referral => referral.ReportId, cancellation);
        return new([.. read.Lines.Select(line => new AccessLine(line.At, line.Action, Name(line.StaffId), About(line.SubjectId), line.Intact))], read.More);

        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;

        // A case outlives neither its deletion nor its reference: the reference is made of the id alone.
        string? About(Guid? id) => id is not { } known ? null
            : names.GetValueOrDefault(known) ?? CaseReference.Of(referred.GetValueOrDefault(known, known));
    }
}
