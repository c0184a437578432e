using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.SignIn;

/// <summary>
/// How many wrong one-time codes an account takes from somebody who has its password, or its recovery code: five, then a
/// delay of 30 seconds that doubles to four hours and that a right code does not end. Only a right password reaches it, so
/// strangers can't use it up; and the two have budgets of their own, so that a thief of the password keeps nobody from
/// recovering. See docs/decisions/wrong-codes-have-a-budget.md.
/// </summary>
internal static class CodeBudget
{
    private const int Free = 5;

    /// <summary>Whether right codes wait now, too, beside a right password or a right recovery code.</summary>
    public static bool IsSpent(StaffMember? account, bool recovering, DateTimeOffset now) =>
        (recovering ? account?.RecoveryCodesAfter : account?.CodesAfter) > now;

    /// <summary>Counts a wrong code in one statement, so that parallel tries lose no count.</summary>
    /// <returns>Whether a delay begins with it. Codes during a delay are counted, and do not lengthen it.</returns>
    public static async Task<bool> CountAsync(IntakeDb db, Guid staffId, bool recovering, DateTimeOffset now, CancellationToken cancel)
    {
        var began = await (recovering ? CountRecovery(db, staffId, now) : Count(db, staffId, now)).ToListAsync(cancel);
        return began is [true];
    }

    private static IQueryable<bool> Count(IntakeDb db, Guid staffId, DateTimeOffset now) => db.Database.SqlQuery<bool>($"""
        UPDATE intake.staff_member AS one SET
            wrong_codes = least(one.wrong_codes, 1000000) + 1,
            code_tries = CASE WHEN before.waits THEN one.code_tries ELSE least(one.code_tries, 1000) + 1 END,
            codes_after = CASE WHEN before.waits OR one.code_tries + 1 < {Free} THEN one.codes_after
                ELSE {now} + least(interval '4 hours', interval '30 seconds' * power(2, least(one.code_tries + 1 - {Free}, 10))) END
        FROM (SELECT id, codes_after IS NOT NULL AND codes_after > {now} AS waits
            FROM intake.staff_member WHERE id = {staffId} FOR UPDATE) AS before
        WHERE one.id = before.id
        RETURNING NOT before.waits AND one.code_tries >= {Free} AS "Value"
        """);

    private static IQueryable<bool> CountRecovery(IntakeDb db, Guid staffId, DateTimeOffset now) => db.Database.SqlQuery<bool>($"""
        UPDATE intake.staff_member AS one SET
            wrong_codes = least(one.wrong_codes, 1000000) + 1,
            recovery_code_tries = CASE WHEN before.waits THEN one.recovery_code_tries ELSE least(one.recovery_code_tries, 1000) + 1 END,
            recovery_codes_after = CASE WHEN before.waits OR one.recovery_code_tries + 1 < {Free} THEN one.recovery_codes_after
                ELSE {now} + least(interval '4 hours', interval '30 seconds' * power(2, least(one.recovery_code_tries + 1 - {Free}, 10))) END
        FROM (SELECT id, recovery_codes_after IS NOT NULL AND recovery_codes_after > {now} AS waits
            FROM intake.staff_member WHERE id = {staffId} FOR UPDATE) AS before
        WHERE one.id = before.id
        RETURNING NOT before.waits AND one.recovery_code_tries >= {Free} AS "Value"
        """);
}
