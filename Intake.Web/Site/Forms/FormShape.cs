namespace Intake.Web.Site.Forms;

/// <summary>
/// The fields that a form may hold, each with its limit in bytes of UTF-8.
/// A field that is not declared is refused, and so is a second value where one is declared.
/// </summary>
public sealed class FormShape
{
    /// <summary>The hidden field of every form that writes: its single-use token. Every shape has it.</summary>
    public const string Once = "Once";

    /// <summary>The hidden field that says how far somebody had seen what the form is about. Every shape may have it.</summary>
    public const string Seen = "Seen";

    private const int OnceBytes = 32, SeenBytes = 16;

    /// <summary>Bytes of text that may be taken along into another language: as much as the largest form holds.</summary>
    public const int MostCarriedText = 2 * 1024 * 1024;

    /// <summary>Most fields of a form of ours, and most values of one.</summary>
    private const int MostCarried = 512;

    /// <summary>The names of all keys and passwords. A field of another name can't be one.</summary>
    private static readonly string[] Secrets = ["Key", "Password", "PasswordAgain", "OldPassword", "RecoveryCode"];

    private const string IdFormat = "D";

    private static readonly int IdLength = Guid.Empty.ToString(IdFormat).Length;

    private readonly Dictionary<string, FieldRule> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldRule> families = new(StringComparer.Ordinal);
    private bool takesAny;

    /// <summary>Bytes that all fields but files may hold together; over it the request is refused (413).</summary>
    public int MaxTextBytes { get; private init; }

    /// <summary>
    /// Any form of ours, whose page is asked for in another language: what it holds is shown again and used for nothing else.
    /// </summary>
    internal static FormShape Carried { get; } =
        Secrets.Aggregate(new FormShape { MaxTextBytes = MostCarriedText, takesAny = true }, (shape, name) => shape.Secret(name));

    /// <summary>Whether a field of this name is a key or a password.</summary>
    internal static bool IsSecret(string name) => Secrets.Contains(name);

    internal int MaxFields => takesAny ? MostCarried : rules.Values.Concat(families.Values).Sum(rule => rule.MaxCount);

    /// <summary>Most different names of fields.</summary>
    internal int MaxNames => takesAny ? MostCarried : rules.Count + families.Values.Sum(rule => rule.MaxCount);

    internal FieldRule? Find(string name) => rules.GetValueOrDefault(name)
        ?? (AboutOf(name) is not null && families.GetValueOrDefault(name[..^(IdLength + 1)]) is { } family
            ? family with { Name = name, MaxCount = 1 } : null)
        ?? (takesAny ? new FieldRule(name, FieldKind.Text, MaxTextBytes, MostCarried) : null);

    /// <summary>A form without fields yet; <paramref name="maxTextBytes"/> bounds what its text fields hold together.</summary>
    public static FormShape Within(int maxTextBytes = 1024 * 1024) =>
        new FormShape { MaxTextBytes = maxTextBytes }.Text(Once, OnceBytes).Text(Seen, SeenBytes);

    /// <summary>One text. Over <paramref name="maxBytes"/> it comes back whole with a fault, so that nothing typed is lost.</summary>
    public FormShape Text(string name, int maxBytes = 1024) => With(new FieldRule(name, FieldKind.Text, maxBytes, 1));

    /// <summary>Several values under one name, such as tick boxes.</summary>
    public FormShape Many(string name, int maxCount, int maxBytes = 128) =>
        With(new FieldRule(name, FieldKind.Text, maxBytes, maxCount));

    /// <summary>One text for each of several things, as <see cref="About"/> names the field.</summary>
    public FormShape Each(string name, int maxCount, int maxBytes = 1024)
    {
        families.Add(name, new FieldRule(name, FieldKind.Text, maxBytes, maxCount));
        return this;
    }

    /// <summary>The name, and on the page the id, of the field that is about one of several things.</summary>
    public static string About(string name, Guid id) => $"{name}-{id.ToString(IdFormat)}";

    /// <summary>What a field is about that was named by <see cref="About"/>; null for any other name.</summary>
    internal static Guid? AboutOf(string field) =>
        field.Length > IdLength + 1 && Guid.TryParseExact(field[^IdLength..], IdFormat, out var id)
            && field.EndsWith(About("", id), StringComparison.Ordinal) ? id : null;

    /// <summary>A key or password, read as bytes into a <see cref="SecretField"/> and never into a string.</summary>
    /// <exception cref="ArgumentException">The name is not among those of keys and passwords.</exception>
    public FormShape Secret(string name, int maxBytes = 256) => Secrets.Contains(name)
        ? With(new FieldRule(name, FieldKind.Secret, maxBytes, 1))
        : throw new ArgumentException("Add it to the names of keys and passwords.", nameof(name));

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
