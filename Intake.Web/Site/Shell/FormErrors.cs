using Intake.Web.Site.Forms;
using Intake.Web.Site.Texts;

namespace Intake.Web.Site.Shell;

/// <summary>What to change in a form, in the order of its fields. The layout lists it and each field shows its own.</summary>
public sealed class FormErrors
{
    private readonly List<FormError> errors = [];

    public static FormErrors None { get; } = new();

    public bool Any => errors.Count > 0;

    public IReadOnlyList<FormError> All => errors;

    /// <summary>What is wrong with a field; null when it is fine.</summary>
    public string? For(string field)
    {
        var messages = errors.Where(error => error.Field == field).Select(error => error.Message).ToList();
        return messages.Count > 0 ? string.Join(' ', messages) : null;
    }

    /// <summary>Adds a message (already text) about a field.</summary>
    public FormErrors Add(string field, string message)
    {
        errors.Add(new FormError(field, message));
        return this;
    }

    /// <summary>Adds the reader's faults in words.</summary>
    public FormErrors Add(IEnumerable<FieldFault> faults, Text text)
    {
        foreach (var fault in faults)
        {
            Add(fault.Field, text[$"Shell.Fault.{fault.Kind}", fault.File ?? ""]);
        }

        return this;
    }
}

/// <summary>A field's id and what to say about it.</summary>
public sealed record FormError(string Field, string Message);
