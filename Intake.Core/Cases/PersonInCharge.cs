using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>
/// Who is in charge of a referral: the person whom the newest entry of its StatementFile names, while they hold its WorkFile and are
/// not away. With the entry alone nobody is: who has lost the case is in charge of nothing, until somebody takes it on.
/// </summary>
/// <param name="Person">Who it is; null while nobody is.</param>
/// <param name="Lost">Where nobody is: whether somebody was, who has left the case or is away.</param>
public sealed record PersonInCharge(Certificate? Person, bool Lost)
{
    /// <summary>Nobody was ever named.</summary>
    public static PersonInCharge Nobody { get; } = new(null, Lost: false);

    /// <summary>From the entries of a StatementFile. Pure.</summary>
    /// <param name="file">Its entries, oldest first; null for a person who has no key of it.</param>
    /// <param name="holding">Who holds the referral's WorkFile.</param>
    /// <param name="away">Who is on leave today.</param>
    public static PersonInCharge Of(IReadOnlyList<ReadEntry>? file, IEnumerable<Certificate> holding, IReadOnlySet<Guid> away) =>
        Of((file ?? []).LastOrDefault(entry => entry.Kind == EntryKind.InCharge), holding, away);

    /// <summary>From the newest entry of that kind. One that can't be read names nobody.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{ReadEntry}?, IEnumerable{Certificate}, IReadOnlySet{Guid})"/>
    public static PersonInCharge Of(ReadEntry? newest, IEnumerable<Certificate> holding, IReadOnlySet<Guid> away)
    {
        if (newest is null) return Nobody;
        var named = newest.As<InChargeContent>()?.PersonId;
        var person = holding.FirstOrDefault(one => one.PersonId == named && !away.Contains(one.PersonId));
        return new(person, Lost: person is null);
    }
}
