namespace Intake.Core.Sealing;

/// <summary>Crockford's base 32 for what people read aloud: digits and capitals without I, L, O, U.</summary>
internal static class Crockford
{
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The first <paramref name="symbols"/> × 5 bits, in groups with hyphens between.</summary>
    public static string Grouped(ReadOnlySpan<byte> bytes, int symbols, int group)
    {
        var text = new char[symbols + ((symbols - 1) / group)];
        for (int i = 0, at = 0; i < symbols; i++)
        {
            if (i > 0 && i % group == 0) text[at++] = '-';
            text[at++] = Alphabet[Symbol(bytes, i)];
        }

        return new string(text);
    }

    private static int Symbol(ReadOnlySpan<byte> bytes, int index)
    {
        var value = 0;
        for (var bit = index * 5; bit < (index * 5) + 5; bit++)
        {
            value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
        }

        return value;
    }
}
