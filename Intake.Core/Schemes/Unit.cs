namespace Intake.Core.Schemes;

/// <summary>A place where reports are handled. Units form a tree.</summary>
/// <param name="Id">A version-4 UUID given in the file.</param>
/// <param name="Name">The unit's slug, unique in the scheme.</param>
/// <param name="Title">The unit's title.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parent">The name of the unit above, or <see langword="null"/> at the top.</param>
/// <param name="LocalHelp">Whom one can talk to there without opening a case, or <see langword="null"/>.</param>
public sealed record Unit(Guid Id, string Name, LocalText Title, UnitKind Kind, string? Parent, LocalText? LocalHelp)
{
    /// <summary>The staff e-mail, in small letters, of the person who leads it; <see langword="null"/> where none is named.</summary>
    public string? Leader { get; init; }

    /// <summary>Whether reporters are promised to be asked before the unit gets anything that shows who they are.</summary>
    public bool AsksReporter { get; init; }
}

/// <summary>What a unit is.</summary>
public enum UnitKind
{
    /// <summary>Hospital.</summary>
    Hospital = 1,

    /// <summary>Company of the region (virksomhed).</summary>
    Company,

    /// <summary>Centre.</summary>
    Centre,

    /// <summary>Department of any of these.</summary>
    Department,
}
