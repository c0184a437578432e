namespace Intake.Core.Schemes;

/// <summary>What hides, in a person's mails, whether anything waits for them.</summary>
public enum NoticeCover
{
    /// <summary>A mail when something new waits, and one at the beginning of each week whether or not something does.</summary>
    WhenSomethingWaits = 1,

    /// <summary>A mail at the first mail hour of each working day, whether or not something waits, and none at another hour.</summary>
    EachWorkingDay,
}

/// <summary>When a scheme's staff get mails. None of them says what it is about.</summary>
public sealed record NoticeSettings
{
    /// <summary>For case handlers.</summary>
    public NoticeCover Handlers { get; init; } = NoticeCover.WhenSomethingWaits;

    /// <summary>For administrators and the deputy. A person who is a handler as well has the closer of the two covers.</summary>
    public NoticeCover Administrators { get; init; } = NoticeCover.EachWorkingDay;

    /// <summary>From whom the mails come; <see langword="null"/> for the installation's own sender.</summary>
    public NoticeSender? Sender { get; init; }
}

/// <summary>The sender of a scheme's mails.</summary>
/// <param name="Name">As mail programs show it.</param>
/// <param name="Mail">In ASCII; the mail server has to accept it as a sender.</param>
public sealed record NoticeSender(string Name, string Mail);
