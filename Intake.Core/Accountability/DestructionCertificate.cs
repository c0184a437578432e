using System.Text;
using System.Text.Json;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Accountability;

/// <summary>
/// What an installation signs of a report that it has destroyed: numbers, dates and the rule, nothing of its content.
/// FORMAT.md §16.
/// </summary>
/// <param name="Reference">The case reference.</param>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="Received">The day of receipt.</param>
/// <param name="Ended">The day it ended; null where the reporter withdrew it.</param>
/// <param name="KeptUntil">The last day it was to be kept; null where the reporter withdrew it.</param>
/// <param name="KeptDays">The rule: so many days from its end.</param>
/// <param name="Announced">The day on which the deletion was announced.</param>
/// <param name="Destroyed">The day it was destroyed.</param>
/// <param name="Entries">How many sealed entries went.</param>
/// <param name="Why">"retention" or "withdrawn".</param>
public sealed record DestructionCertificate(string Reference, Guid Scheme, DateOnly Received, DateOnly? Ended, DateOnly? KeptUntil,
    int? KeptDays, DateOnly? Announced, DateOnly Destroyed, int Entries, string Why)
{
    /// <summary>As it is signed.</summary>
    public string ToBody() => Encoding.UTF8.GetString(ContentJson.Write(this));

    /// <summary>Reads what was signed. Error: <see cref="JsonException"/>.</summary>
    public static DestructionCertificate Of(string body) =>
        JsonSerializer.Deserialize<DestructionCertificate>(body, JsonSerializerOptions.Web) ?? throw new JsonException("No certificate.");

    /// <summary>The installation's signature under a body, 64 bytes.</summary>
    public static byte[] Sign(FileSecret fileSecret, string body) => DestructionSeal.Sign(fileSecret, Encoding.UTF8.GetBytes(body));

    /// <summary>Whether the installation with this key (65 bytes, as in the mails of daily roots) signed the body.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, string body, ReadOnlySpan<byte> signature) =>
        DestructionSeal.Verify(publicKey, Encoding.UTF8.GetBytes(body), signature);
}
