using System.IO.Pipelines;
using System.Text;

namespace Intake.Web.Site.Forms;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c> byte by byte as it arrives. Source: WHATWG URL, section 5.1; stricter
/// than it: a percent sign without two hex digits is refused, since no browser sends one.
/// </summary>
internal sealed class UrlEncodedBody(FieldCollector fields, long limit)
{
    private const int LongestName = 64;

    private readonly byte[] name = new byte[LongestName];
    private long length;
    private int nameLength;
    private bool inValue;
    private int escapeDigits;
    private int escape;

    public async ValueTask<FormRefusal> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.IsCanceled)
            {
                body.AdvanceTo(read.Buffer.End);
                throw new OperationCanceledException("The form has to give way.");
            }

            length += read.Buffer.Length;
            if (length > limit)
            {
                body.AdvanceTo(read.Buffer.End);
                return FormRefusal.TooLarge;
            }

            foreach (var part in read.Buffer)
            {
                if (Feed(part.Span) is var refusal and not FormRefusal.None)
                {
                    body.AdvanceTo(read.Buffer.End);
                    return refusal;
                }
            }

            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return EndPair();
            }
        }
    }

    private FormRefusal Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            var refusal = escapeDigits > 0 ? Escaped(value) : Plain(value);
            if (refusal != FormRefusal.None)
            {
                return refusal;
            }
        }

        return FormRefusal.None;
    }

    private FormRefusal Plain(byte value)
    {
        switch (value)
        {
            case (byte)'&':
                return EndPair();
            case (byte)'=' when !inValue:
                return BeginValue();
            case (byte)'%':
                (escapeDigits, escape) = (2, 0);
                return FormRefusal.None;
            default:
                return Take(value == (byte)'+' ? (byte)' ' : value);
        }
    }

    private FormRefusal Escaped(byte digit)
    {
        if (!char.IsAsciiHexDigit((char)digit))
        {
            return FormRefusal.Malformed;
        }

        escape = (escape << 4) | HexValue(digit);
        return --escapeDigits == 0 ? Take((byte)escape) : FormRefusal.None;
    }

    private static int HexValue(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private FormRefusal Take(byte value)
    {
        if (inValue)
        {
            return fields.Append([value]);
        }

        if (nameLength == LongestName)
        {
            return FormRefusal.Undeclared;
        }

        name[nameLength++] = value;
        return FormRefusal.None;
    }

    private FormRefusal BeginValue()
    {
        inValue = true;
        return fields.Begin(Encoding.Latin1.GetString(name, 0, nameLength));
    }

    private FormRefusal EndPair()
    {
        if (escapeDigits > 0)
        {
            return FormRefusal.Malformed;
        }

        if (!inValue)
        {
            if (nameLength == 0)
            {
                return FormRefusal.None;
            }

            if (BeginValue() is var refusal and not FormRefusal.None)
            {
                return refusal;
            }
        }

        fields.End();
        (inValue, nameLength) = (false, 0);
        return FormRefusal.None;
    }
}
