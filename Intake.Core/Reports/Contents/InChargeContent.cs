namespace Intake.Core.Reports.Contents;

/// <summary>Entry 56: who is in charge of a referral from now on. The newest counts, while that person still has the case.</summary>
/// <param name="PersonId">Whom it means.</param>
/// <param name="Name">The name under which they were certified then, for the history.</param>
public sealed record InChargeContent(Guid PersonId, string Name);
