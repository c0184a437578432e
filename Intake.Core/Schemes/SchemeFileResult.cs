using System.Diagnostics.CodeAnalysis;

namespace Intake.Core.Schemes;

/// <summary>What came of reading a scheme file: a scheme, or every fault found.</summary>
/// <param name="Scheme">The scheme, when the file is without fault.</param>
/// <param name="Faults">The faults in the order of their lines; empty when there is a scheme.</param>
public sealed record SchemeFileResult(Scheme? Scheme, IReadOnlyList<SchemeFault> Faults)
{
    /// <summary>Whether the file is without fault.</summary>
    [MemberNotNullWhen(true, nameof(Scheme))]
    public bool IsGood => Scheme is not null;
}

/// <summary>Something wrong in a scheme file.</summary>
/// <param name="Line">The line it stands on, from 1; for something missing, the line where its surroundings begin.</param>
/// <param name="Path">Where it is, as <c>units[2].title.en</c>; empty for the file itself.</param>
/// <param name="Reason">What is wrong, in one English clause for the person who keeps the file.</param>
public sealed record SchemeFault(int Line, string Path, string Reason);
