using System.Diagnostics.CodeAnalysis;

namespace Intake.Web.Site.Forms;

/// <summary>What came of reading a request's form: the form, or why the whole request is refused.</summary>
public sealed class FormReading
{
    private readonly ReadForm? form;

    private FormReading(ReadForm? form, FormRefusal refusal) => (this.form, Refusal) = (form, refusal);

    /// <summary><see cref="FormRefusal.None"/> when there is a form.</summary>
    public FormRefusal Refusal { get; }

    /// <summary>The status that answers the refusal: 400, 408, 413, 415 or 429.</summary>
    public int Status => Refusal switch
    {
        FormRefusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FormRefusal.TooSlow => StatusCodes.Status408RequestTimeout,
        FormRefusal.Busy => StatusCodes.Status429TooManyRequests,
        FormRefusal.WrongType => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>The answer to a refusal; the shell draws its page.</summary>
    public IResult Refused => TypedResults.StatusCode(Status);

    /// <summary>True with the form, which the caller disposes; false when the request is refused.</summary>
    public bool TryGet([NotNullWhen(true)] out ReadForm? read) => (read = form) is not null;

    internal static FormReading Of(ReadForm form) => new(form, FormRefusal.None);

    internal static FormReading Not(FormRefusal refusal) => new(null, refusal);
}

/// <summary>Why a request is no form of ours.</summary>
public enum FormRefusal
{
    None,

    /// <summary>Truncated, aborted, or not what its content type says.</summary>
    Malformed,

    /// <summary>A field that the form does not have, or has once and got twice.</summary>
    Undeclared,

    /// <summary>The body, or all text together, is over the limit.</summary>
    TooLarge,

    /// <summary>Neither of the two form types, or a charset other than UTF-8.</summary>
    WrongType,

    /// <summary>It took longer than a form may, or came more slowly than any line of ours.</summary>
    TooSlow,

    /// <summary>So much is arriving at once that this one had to give way; nothing of it is kept.</summary>
    Busy,
}

/// <summary>What is wrong with one field, or with the file of this name in it; the rest of the form is kept.</summary>
public sealed record FieldFault(string Field, FieldFaultKind Kind, string? File = null);

public enum FieldFaultKind
{
    /// <summary>Bytes that are not UTF-8, NUL, or code points that are no character; the text comes back without them.</summary>
    BadCharacters,

    /// <summary>Over the field's limit; a text comes back whole, a secret empty.</summary>
    TooLong,

    /// <summary>A file over its limit; what the receiver had of it must be dropped.</summary>
    FileTooLarge,

    /// <summary>A named file of zero bytes; never handed on.</summary>
    EmptyFile,

    /// <summary>More files than the form takes; the rest were not handed on.</summary>
    TooManyFiles,
}
