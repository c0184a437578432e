using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases;

/// <summary>Handlers of a unit say who of them is in charge: one takes the case on, or gives it to a colleague who holds it.</summary>
public sealed class ChargeDesk(CaseAccess cases, CaseHolders holders, EntryLog log, ChargeBook book)
{
    /// <summary>Who can be in charge: all who hold the WorkFile. Null when it isn't there for this person.</summary>
    public async Task<ChargeChoices?> ChoicesAsync(Guid reportId, Guid referralId, UnlockedStaff handler, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, handler, cancel);
        if (open is null || !open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out var file)
            || !open.Report.TryOpen(CompartmentKind.StatementFile, referralId, out var statements))
        {
            return null;
        }

        var holding = await holders.OfAsync(open.Report, file!.Context.Id, cancel);
        var away = await book.AwayAsync(open.Report.Row.SchemeId, open.Today, cancel);
        var now = PersonInCharge.Of(await log.NewestAsync(open.Report, statements!, EntryKind.InCharge, cancel), holding, away);
        return new(now, [.. holding.OrderBy(one => one.FullName, StringComparer.Ordinal)
            .Select(one => new ChargeChoice(one, open.Report.Rule!.AddressOf(one.PersonId), away.Contains(one.PersonId)))]);
    }

    /// <summary>Puts a person in charge. Who is in charge already stays so, and nothing is written.</summary>
    /// <returns>
    /// Done, not found for a person who does not hold the WorkFile, not now when the case is over, or
    /// <see cref="CaseResult.InChargeUnknown"/> for one who does not hold it or is away.
    /// </returns>
    public Task<CaseResult> PutAsync(Guid reportId, Guid referralId, UnlockedStaff handler, Guid personId, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, file, referral) =>
        {
            var holding = await holders.OfAsync(open.Report, file.Context.Id, cancel);
            var away = await book.AwayAsync(open.Report.Row.SchemeId, open.Today, cancel);
            if (holding.FirstOrDefault(one => one.PersonId == personId) is not { } person || away.Contains(personId))
                return CaseResult.InChargeUnknown;
            var statements = open.StatementFile(referralId);
            var newest = await log.NewestAsync(open.Report, statements, EntryKind.InCharge, cancel);
            if (PersonInCharge.Of(newest, holding, away).Person?.PersonId == personId) return CaseResult.Done;
            await book.WriteAsync(open, statements, referral, person, cancel);
            cases.Audit(open.Report, AuditAction.PutInCharge, referralId);
            return CaseResult.Done;
        }, cancel);
}

/// <summary>Who is in charge now, and who could be.</summary>
public sealed record ChargeChoices(PersonInCharge Now, IReadOnlyList<ChargeChoice> People);

/// <summary>A person who could be in charge.</summary>
/// <param name="Certificate">Name and id as certified.</param>
/// <param name="Email">The staff address, which tells two of one name apart.</param>
/// <param name="IsAway">Whether they are on leave: then they can't.</param>
public sealed record ChargeChoice(Certificate Certificate, string Email, bool IsAway);
