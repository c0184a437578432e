using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Sealing refuses in one way only: one exception type, one message, no inner exception.</summary>
internal static class Refusal
{
    private const string Words = "This sealed thing cannot be opened.";

    public static void Of(Action open)
    {
        var refusal = Assert.Throws<SealedException>(() => open())!;
        Assert.That(refusal.Message, Is.EqualTo(Words));
        Assert.That(refusal.InnerException, Is.Null);
    }

    /// <summary>Opens the thing with each of its bits flipped in turn.</summary>
    public static void OfEveryBitFlip(byte[] sealedThing, Action<byte[]> open)
    {
        for (var bit = 0; bit < sealedThing.Length * 8; bit++)
        {
            var changed = (byte[])sealedThing.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Of(() => open(changed));
        }
    }

    /// <summary>Opens every prefix of the thing, and the thing with one byte more.</summary>
    public static void OfEveryOtherLength(byte[] sealedThing, Action<byte[]> open)
    {
        for (var length = 0; length < sealedThing.Length; length++)
        {
            Of(() => open(sealedThing[..length]));
        }

        Of(() => open([.. sealedThing, 0]));
    }
}
