using Intake.Core.Schemes;

namespace Intake.Core.Notices;

/// <summary>An office of a scheme that gets mails and has no account: such a mail's row seals the scheme's id as its recipient.</summary>
public enum SchemeOffice
{
    /// <summary>The executive contact, who hears last that something is late.</summary>
    Executive = 1,

    /// <summary>The office that is notified of serious or widespread cases.</summary>
    Orientation,
}

/// <summary>Which of a scheme's offices a mail is for, and where that one is.</summary>
public static class SchemeOffices
{
    /// <summary>The office that mails of this kind go to, where they go to one.</summary>
    public static SchemeOffice For(MailKind kind) => kind is MailKind.Orientation ? SchemeOffice.Orientation : SchemeOffice.Executive;

    /// <summary>Its address in the scheme's file; null where the file names no such office.</summary>
    public static string? AddressIn(Scheme scheme, SchemeOffice office)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return office is SchemeOffice.Orientation ? scheme.Orientation?.Mail : scheme.Executive?.Mail;
    }
}
