using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class SecretBytesTests
{
    [Test]
    public void A_secret_starts_as_zeros_and_keeps_what_is_written()
    {
        using var secret = new SecretBytes(4);
        Assert.That(secret.Span.ToArray(), Is.EqualTo(new byte[4]));
        secret.Writable[2] = 7;
        Assert.That(secret.Span.ToArray(), Is.EqualTo(new byte[] { 0, 0, 7, 0 }));
        Assert.That(secret.Length, Is.EqualTo(4));
    }

    [Test]
    public void A_copy_is_its_own_memory()
    {
        byte[] bytes = [1, 2, 3];
        using var secret = SecretBytes.CopyOf(bytes);
        bytes[0] = 9;
        Assert.That(secret.Span.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Two_random_secrets_differ()
    {
        using var one = SecretBytes.Random(32);
        using var other = SecretBytes.Random(32);
        Assert.That(one.Span.SequenceEqual(other.Span), Is.False);
    }

    [Test]
    [Promise(22)]
    public unsafe void Disposing_zeroes_the_memory_and_closes_it()
    {
        var secret = SecretBytes.CopyOf([1, 2, 3, 4]);
        fixed (byte* memory = secret.Span)
        {
            secret.Dispose();
            secret.Dispose();
            Assert.That(new ReadOnlySpan<byte>(memory, 4).ToArray(), Is.EqualTo(new byte[4]));
        }

        Assert.That(() => secret.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => secret.Writable.Length, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void The_text_form_tells_the_length_only()
    {
        using var secret = SecretBytes.CopyOf("abc"u8);
        Assert.That(secret.ToString(), Is.EqualTo("SecretBytes(3)"));
    }

    [Test]
    public void A_negative_length_is_a_mistake() =>
        Assert.That(() => new SecretBytes(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
