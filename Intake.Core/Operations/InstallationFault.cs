namespace Intake.Core.Operations;

/// <summary>Why programs, databases and files don't belong together, so that nothing may be taken or sent.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">One line for the operator: what and what to do. No value of a secret, no content.</param>
public sealed record InstallationFault(InstallationFaultKind Kind, string Message)
{
    /// <summary>Whether it may be mended while a program waits: the database is to be migrated first.</summary>
    public bool MayBeWaitedFor => Kind == InstallationFaultKind.OlderDatabase;
}

/// <summary>The kinds of such faults.</summary>
public enum InstallationFaultKind
{
    /// <summary>A database lacks migrations that this program knows, or has none.</summary>
    OlderDatabase,

    /// <summary>A database has migrations that this program does not know.</summary>
    NewerDatabase,

    /// <summary>A database belongs to another file secret.</summary>
    OtherSecret,

    /// <summary>The scheme root's file is empty or gone, and the database has certificates that rest on it.</summary>
    NoRoot,

    /// <summary>The scheme root's file can't be read.</summary>
    MalformedRoot,

    /// <summary>The process's pools may take more connections than the server has for it.</summary>
    TooManyConnections,
}
