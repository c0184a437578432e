namespace Intake.Core.Schemes;

/// <summary>Who administers a scheme: usually a law firm.</summary>
/// <param name="Name">The firm's name, the same in every language.</param>
/// <param name="Required">How many certified administrators must be able to open a report: 2 to 9.</param>
/// <param name="Deputy">The fallback deputy, who stands in where the reporter has ticked so many that too few are left.</param>
public sealed record SchemeAdministrator(string Name, int Required, Deputy Deputy);

/// <summary>The scheme's fallback deputy.</summary>
/// <param name="Title">The deputy's office, as shown.</param>
/// <param name="Staff">The deputy's staff e-mail, in lower case; not among those a reporter can tick.</param>
public sealed record Deputy(LocalText Title, string Staff);

/// <summary>A mailbox that gets content-free notices about serious or widespread cases.</summary>
/// <param name="Title">Whose mailbox it is.</param>
/// <param name="Mail">Its address.</param>
/// <param name="Language">The language of its mails: "da" or "en".</param>
public sealed record OrientationMailbox(LocalText Title, string Mail, string Language = "da");

/// <summary>
/// Who hears last that something in the scheme is late: without an account, so never of which case. See
/// docs/decisions/the-last-steps-name-no-case.md.
/// </summary>
/// <param name="Title">The office, as shown.</param>
/// <param name="Mail">Its address.</param>
/// <param name="Language">The language of its mails: "da" or "en".</param>
public sealed record ExecutiveContact(LocalText Title, string Mail, string Language = "da");

/// <summary>How much a reporter may send at once.</summary>
/// <param name="FileMegabytes">Largest file, in MiB: 1 to 500.</param>
/// <param name="FilesPerPost">Most files in one post: 0 to 50.</param>
public sealed record SchemeLimits(int FileMegabytes, int FilesPerPost);
