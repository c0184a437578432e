using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// A case's short name among staff: eight Crockford symbols (40 bits) of a hash of the report's id, as
/// <c>7K2M-0QXA</c>. Always the same for a report, shows no order and no count, and is no secret.
/// </summary>
public static class CaseReference
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("intake/1/case-reference");

    /// <summary>The reference of a report's id.</summary>
    public static string Of(Guid reportId)
        => Crockford.Grouped(SHA256.HashData([.. Label, .. reportId.ToByteArray(bigEndian: true)]), symbols: 8, group: 4);
}
