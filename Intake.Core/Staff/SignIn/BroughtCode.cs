using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;

namespace Intake.Core.Staff.SignIn;

/// <summary>What a one-time code was: <see cref="Step"/> is null for a wrong one.</summary>
/// <param name="Step">The 30-second step that it belongs to.</param>
/// <param name="IsFresh">Whether it was not used before.</param>
internal readonly record struct BroughtCode(long? Step, bool IsFresh)
{
    /// <summary>Neither a code of the account's authenticator nor one that was used. A code that was used is no guess.</summary>
    public bool IsWrong => Step is null;

    /// <summary>Looks at a code; an account without an authenticator, or with an altered row, has no right one.</summary>
    public static BroughtCode Of(FileSecret fileSecret, StaffMember account, string code, DateTimeOffset now)
    {
        try
        {
            using var secret = TotpSeal.Open(fileSecret, account.Id, account.SealedTotp);
            return Totp.Match(secret.Span, code, now) is { } step
                ? new(step, !UsedCode.SpendersOf(fileSecret, account.Id, step).Contains(account.UsedCode, ByteOrder.Instance)) : default;
        }
        catch (SealedException)
        {
            return default;
        }
    }

    /// <summary>
    /// The queue in which its bearer's password is derived. Only the authenticator makes a right code, so the places of those
    /// who bring one are out of a stranger's reach, and show nobody which accounts there are.
    /// </summary>
    public DerivationQueue Queue => IsFresh ? DerivationQueue.Staff : DerivationQueue.Stranger;
}
