using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Intake.Core;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Site.Forms;

/// <summary>A form's values as sent. Line ends are LF. Dispose it: its secrets are then zeroed.</summary>
public sealed class ReadForm : IDisposable
{
    private readonly FormShape shape;
    private readonly Dictionary<string, List<string>> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SecretField> secrets = new(StringComparer.Ordinal);
    private readonly List<(SentFile File, byte[] Digest)> files = [];
    private readonly List<FieldFault> faults = [];

    internal ReadForm(FormShape shape) => this.shape = shape;

    /// <summary>Faults in the order they were met.</summary>
    public IReadOnlyList<FieldFault> Faults => faults;

    /// <summary>The names of the texts that were sent, in the order met.</summary>
    public IReadOnlyCollection<string> Names => texts.Keys;

    /// <summary>The field's text; empty when it was not sent.</summary>
    public string Text(string name) => Values(name) is [var only, ..] ? only : "";

    /// <summary>All values of a field that may have several.</summary>
    public IReadOnlyList<string> Values(string name) =>
        Declared(name, FieldKind.Text) && texts.TryGetValue(name, out var values) ? values : [];

    /// <summary>What the fields of one name are about, in the order met; <see cref="FormShape.About"/> is each field's name.</summary>
    public IReadOnlyList<Guid> AllAbout(string name) =>
        [.. texts.Keys.Select(FormShape.AboutOf).OfType<Guid>().Distinct().Where(id => Has(FormShape.About(name, id)))];

    /// <summary>True when the field was sent, empty or not.</summary>
    public bool Has(string name) => texts.ContainsKey(name) || secrets.ContainsKey(name);

    /// <summary>The key or password; of length 0 when it was not sent. The form zeroes it.</summary>
    public SecretField Secret(string name) =>
        Declared(name, FieldKind.Secret) && secrets.TryGetValue(name, out var secret) ? secret : SecretField.Empty;

    /// <summary>A date in three boxes: null with <paramref name="wrong"/> false when all are empty.</summary>
    public DateOnly? Date(string name, out bool wrong)
    {
        string[] parts = [Text(name + "Year"), Text(name + "Month"), Text(name + "Day")];
        if (parts.All(BlankText.Is))
        {
            wrong = false;
            return null;
        }

        var text = string.Join('-', parts.Select(part => part.Trim()));
        wrong = !DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        return wrong ? null : date;
    }

    /// <summary>Its texts without those of some fields, to be shown again; files and secrets are left out.</summary>
    internal ReadForm Without(Func<string, bool> taken)
    {
        var rest = new ReadForm(FormShape.Carried);
        foreach (var (name, values) in texts.Where(text => !taken(text.Key)))
        {
            foreach (var value in values) rest.Add(name, value);
        }

        return rest;
    }

    public void Dispose()
    {
        foreach (var secret in secrets.Values)
        {
            secret.Dispose();
        }
    }

    internal void Add(string name, string text)
    {
        if (!texts.TryGetValue(name, out var values))
        {
            texts.Add(name, values = []);
        }

        values.Add(text);
    }

    /// <summary>
    /// SHA-256 over all that was typed, chosen and handed on: the same for the same form posted twice. The token is not in
    /// it, and neither is the place in a queue.
    /// </summary>
    internal byte[] Digest()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var typed = texts.Where(text => text.Key is not (FormShape.Once or WaitingFields.Turn));
        foreach (var (name, values) in typed.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            foreach (var value in values) Append(all, name, Encoding.UTF8.GetBytes(value));
        }

        foreach (var (name, secret) in secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal)) Append(all, name, secret.Bytes);
        foreach (var (file, digest) in files) Append(all, file.Field + "/" + file.Name, digest);
        return all.GetHashAndReset();
    }

    internal void Add(SentFile file, byte[] digest) => files.Add((file, digest));

    internal void Add(string name, SecretField secret) => secrets.Add(name, secret);

    internal void Add(FieldFault fault) => faults.Add(fault);

    private static void Append(IncrementalHash all, string name, ReadOnlySpan<byte> value)
    {
        all.AppendData(Encoding.UTF8.GetBytes($"{name}\0{value.Length}\0"));
        all.AppendData(value);
    }

    private bool Declared(string name, FieldKind kind) =>
        shape.Find(name)?.Kind == kind ? true : throw new ArgumentException($"The form declares no {kind} '{name}'.", nameof(name));
}
