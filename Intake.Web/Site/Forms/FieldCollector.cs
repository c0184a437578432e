using System.Buffers;
using System.Text;
using Intake.Core;
using Intake.Core.Reports;

namespace Intake.Web.Site.Forms;

/// <summary>Collects one field after the other from either body format, and checks them against the shape.</summary>
internal sealed class FieldCollector(FormShape shape, FormLease? lease = null, FormProof? proof = null)
{
    private static readonly Encoding WithoutBadBytes = Encoding.GetEncoding(
        "utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(""));

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> text = new();
    private FieldRule? rule;
    private SecretField? secret;
    private bool overflow;
    private int textBytes;

    public ReadForm Form { get; } = new(shape);

    /// <summary>Starts a field that is text or secret; the refusal when the form has no such field left.</summary>
    public FormRefusal Begin(string name)
    {
        rule = shape.Find(name);
        if (rule is null || rule.Kind == FieldKind.File || Count(name) > rule.MaxCount || counts.Count > shape.MaxNames)
        {
            return FormRefusal.Undeclared;
        }

        overflow = false;
        secret = rule.Kind == FieldKind.Secret ? new SecretField((int)rule.MaxBytes) : null;
        if (secret is not null)
        {
            Form.Add(name, secret);
        }

        return FormRefusal.None;
    }

    public int Count(string name) => counts[name] = counts.GetValueOrDefault(name) + 1;

    public FormRefusal Append(ReadOnlySpan<byte> value)
    {
        textBytes += value.Length;
        if (textBytes > shape.MaxTextBytes)
        {
            return FormRefusal.TooLarge;
        }

        if (lease?.Take(value.Length) == false) return FormRefusal.Busy;
        if (secret is null)
        {
            text.Write(value);
            return FormRefusal.None;
        }

        foreach (var one in value)
        {
            overflow |= !secret.Append(one);
        }

        return FormRefusal.None;
    }

    public void End()
    {
        if (secret is null)
        {
            EndText(rule!);
        }
        else if (overflow)
        {
            secret.Dispose();
            Form.Add(new FieldFault(rule!.Name, FieldFaultKind.TooLong));
        }

        secret = null;
    }

    private void EndText(FieldRule field)
    {
        var bytes = text.WrittenSpan;
        var value = WithoutBadBytes.GetString(bytes).Replace("\0", "", StringComparison.Ordinal);
        value = LineBreaks.Plain(value);
        if (Noncharacters.AreIn(value) || !System.Text.Unicode.Utf8.IsValid(bytes) || bytes.Contains((byte)0))
        {
            Form.Add(new FieldFault(field.Name, FieldFaultKind.BadCharacters));
            value = Noncharacters.Without(value);
        }

        if (bytes.Length > field.MaxBytes && Encoding.UTF8.GetByteCount(value) > field.MaxBytes)
        {
            Form.Add(new FieldFault(field.Name, FieldFaultKind.TooLong));
        }

        // As soon as it is there: what comes after it counts as a known sender's.
        if (proof is not null && lease is not null && field.Name == proof.Field && proof.IsOurs(value)) lease.Promote();
        Form.Add(field.Name, value);
        text.Clear();
    }
}
