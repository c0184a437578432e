namespace Intake.Core.Sealing;

/// <summary>A part of a report with keys of its own. FORMAT.md §8.</summary>
public enum CompartmentKind { GateCard = 1, Dialogue = 2, WorkFile = 3, StatementFile = 4 }

/// <summary>Why a grant was made; bound into it. FORMAT.md §9.</summary>
public enum GrantPurpose { Receipt = 1, Administration = 2, Referral = 3, Rekey = 4, HandOver = 5 }

/// <summary>Who holds a grant or writes an entry. FORMAT.md §9.</summary>
public enum HolderKind { Mailbox = 1, Staff = 2 }

/// <summary>The roles a certificate can give. An operator has none of them, so an operator's key never gets a grant.</summary>
[Flags]
public enum CertifiedRoles { None = 0, Administrator = 1, CaseHandler = 2 }
