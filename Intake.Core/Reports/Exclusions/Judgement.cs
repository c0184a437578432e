using Intake.Core.Reports.Names;

namespace Intake.Core.Reports.Exclusions;

/// <summary>How somebody stands to a report.</summary>
public enum Standing
{
    /// <summary>Nothing speaks against them.</summary>
    Free = 1,

    /// <summary>A text may name them: a human says, before access is given.</summary>
    Near,

    /// <summary>A text names them: nothing is granted to them.</summary>
    Named,

    /// <summary>Ticked, named as such or recused, by person or by the reader's identity: nothing is granted and nothing opens.</summary>
    ShutOut,
}

/// <summary>What the sealed rule says of a person, and where.</summary>
/// <param name="Standing">The strongest of what was found.</param>
/// <param name="Where">The texts that name or may name them, each with the words around it.</param>
public sealed record Judgement(Standing Standing, IReadOnlyList<TextFinding> Where)
{
    /// <summary>Whether they are shut out for no other reason than that they stepped back themselves.</summary>
    public bool SteppedBack { get; init; }

    /// <summary>Whether they are shut out for no other reason than that an administrator ended their access.</summary>
    public bool AccessEnded { get; init; }

    /// <summary>Whether a colleague named them as somebody who has an interest in the case, and the reporter did not.</summary>
    public bool KeptOutByStaff { get; init; }

    /// <summary>Whether nothing may be granted to them.</summary>
    public bool Bars => Standing is Standing.Named or Standing.ShutOut;

    /// <summary>Whether a human has to say that they are not the one.</summary>
    public bool Asks => Standing == Standing.Near;
}

/// <summary>A place where somebody is named, perhaps.</summary>
/// <param name="Text">The entry.</param>
/// <param name="Match">How certain it is.</param>
/// <param name="Excerpt">The words around it.</param>
public sealed record TextFinding(ReporterText Text, NameMatch Match, string Excerpt);

/// <summary>A tick that stands for a role: it warns, and shuts nobody out by itself.</summary>
/// <param name="Box">The box's slug.</param>
/// <param name="Position">Its place in the Dialogue.</param>
/// <param name="MadeOn">Its day.</param>
public sealed record ReportersWarning(string Box, int Position, DateOnly MadeOn);
