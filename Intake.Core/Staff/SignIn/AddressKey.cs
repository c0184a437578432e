using System.Security.Cryptography;
using System.Text;

namespace Intake.Core.Staff.SignIn;

/// <summary>Names what was typed as an e-mail address in a queue, known or not; the address itself is not held there.</summary>
internal static class AddressKey
{
    /// <summary>The same for the same address in lower case.</summary>
    public static Guid Of(string address) => new(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 16), bigEndian: true);
}
