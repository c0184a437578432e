namespace Intake.Core.Schemes;

/// <summary>A loaded scheme file. Written by the scheme command only; the domain reads it through its own records.</summary>
public sealed class SchemeRow
{
    public required Guid Id { get; init; }

    /// <summary>Slug in addresses, at most 64 characters, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The scheme file as it was loaded, UTF-8 JSON.</summary>
    public required byte[] Document { get; set; }

    /// <summary>SHA-256 of <see cref="Document"/>: loading the same file twice changes nothing.</summary>
    public required byte[] DocumentHash { get; set; }

    public required DateOnly LoadedOn { get; set; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
