using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.SignIn;

/// <summary>
/// The delay after five failures in a row: 30 seconds, doubling to 15 minutes. It is counted in one statement, so that
/// parallel tries lose no count, and failures during a delay don't lengthen it. A person with the authenticator's code
/// at hand still gets one try a code: strangers can slow nobody down.
/// </summary>
internal static class SignInThrottle
{
    public const int FreeFailures = 5;

    public static bool IsLocked(StaffMember? account, DateTimeOffset now) => account?.LockedUntil > now;

    /// <summary>Whether a failure changes anything and is audited: not for an unknown account, and not during a delay.</summary>
    public static bool Counts(StaffMember? account, DateTimeOffset now) => account is not null && !IsLocked(account, now);

    /// <summary>Counts a failure; for an unknown account the statement runs for nobody.</summary>
    /// <returns>Whether a delay begins with it.</returns>
    public static async Task<bool> FailAsync(IntakeDb db, StaffMember? account, DateTimeOffset now, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE intake.staff_member SET
                failed_sign_ins = least(failed_sign_ins, 1000) + 1,
                locked_until = CASE WHEN failed_sign_ins + 1 >= {FreeFailures}
                    THEN {now} + least(interval '15 minutes', interval '30 seconds' * power(2, least(failed_sign_ins + 1 - {FreeFailures}, 10)))
                END
            WHERE id = {account?.Id ?? Guid.Empty} AND (locked_until IS NULL OR locked_until <= {now})
            """,
            cancel);
        return account?.FailedSignIns + 1 >= FreeFailures && !IsLocked(account, now);
    }

    /// <summary>Takes a code's step for this try: true for only one of those who bring it.</summary>
    public static async Task<bool> ClaimAsync(IntakeDb db, FileSecret fileSecret, Guid staffId, long step, CancellationToken cancel)
    {
        var spent = UsedCode.SpendersOf(fileSecret, staffId, step);
        return await db.Staff.Where(person => person.Id == staffId && !spent.Contains(person.UsedCode))
            .ExecuteUpdateAsync(row => row.SetProperty(person => person.UsedCode, spent[0]), cancel) == 1;
    }

    /// <summary>Forgets the failures of a person who signs in.</summary>
    /// <returns>How many wrong codes there were; null while <see cref="CodeBudget"/> is spent: then nobody signs in.</returns>
    public static async Task<int?> ResetAsync(IntakeDb db, Guid staffId, DateTimeOffset now, CancellationToken cancel)
    {
        var wrong = await db.Database.SqlQuery<int>($"""
            UPDATE intake.staff_member AS one SET
                failed_sign_ins = 0, locked_until = NULL, wrong_codes = 0, code_tries = 0, codes_after = NULL
            FROM (SELECT id, wrong_codes FROM intake.staff_member WHERE id = {staffId} FOR UPDATE) AS before
            WHERE one.id = before.id AND (one.codes_after IS NULL OR one.codes_after <= {now})
            RETURNING before.wrong_codes AS "Value"
            """).ToListAsync(cancel);
        return wrong.Count == 1 ? wrong[0] : null;
    }
}
