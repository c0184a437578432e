namespace Intake.Web.Site.Forms;

/// <summary>
/// The fields that a form may hold, each with its limit in bytes of UTF-8.
/// A field that is not declared is refused, and so is a second value where one is declared.
/// </summary>
public sealed class FormShape
{
    /// <summary>The hidden field of every form that writes: its single-use token. Every shape has it.</summary>
    public const string Once = "Once";

    private const int OnceBytes = 32;

    private readonly Dictionary<string, FieldRule> rules = new(StringComparer.Ordinal);

    /// <summary>Bytes that all fields but files may hold together; over it the request is refused (413).</summary>
    public int MaxTextBytes { get; private init; }

    internal int MaxFields => rules.Values.Sum(rule => rule.MaxCount);

    internal FieldRule? Find(string name) => rules.GetValueOrDefault(name);

    /// <summary>A form without fields yet; <paramref name="maxTextBytes"/> bounds what its text fields hold together.</summary>
    public static FormShape Within(int maxTextBytes = 1024 * 1024) =>
        new FormShape { MaxTextBytes = maxTextBytes }.Text(Once, OnceBytes);

    /// <summary>One text. Over <paramref name="maxBytes"/> it comes back whole with a fault, so that nothing typed is lost.</summary>
    public FormShape Text(string name, int maxBytes = 1024) => With(new FieldRule(name, FieldKind.Text, maxBytes, 1));

    /// <summary>Several values under one name, such as tick boxes.</summary>
    public FormShape Many(string name, int maxCount, int maxBytes = 128) =>
        With(new FieldRule(name, FieldKind.Text, maxBytes, maxCount));

    /// <summary>A key or password, read as bytes into a <see cref="SecretField"/> and never into a string.</summary>
    public FormShape Secret(string name, int maxBytes = 256) => With(new FieldRule(name, FieldKind.Secret, maxBytes, 1));

    /// <summary>A date in three boxes, as the shell's DateField draws it.</summary>
    public FormShape Date(string name) => Text(name + "Day", 16).Text(name + "Month", 16).Text(name + "Year", 16);

    /// <summary>Files, handed on as they stream; more or larger ones are left out with a fault.</summary>
    public FormShape Files(string name, int maxCount, long maxFileBytes) =>
        With(new FieldRule(name, FieldKind.File, maxFileBytes, maxCount));

    private FormShape With(FieldRule rule)
    {
        rules.Add(rule.Name, rule);
        return this;
    }
}

internal enum FieldKind
{
    Text,
    Secret,
    File,
}

internal sealed record FieldRule(string Name, FieldKind Kind, long MaxBytes, int MaxCount);
