namespace Intake.Core.Cases.Assessing;

/// <summary>
/// What a handler says of a case before its severity is chosen: the triangle of gravity, duration and frequency, what makes it
/// graver, who needs care, whether it has stopped. Nothing is needed; what is not said points nowhere.
/// </summary>
public sealed record AssessmentFacts
{
    /// <summary>Nothing said.</summary>
    public static AssessmentFacts None { get; } = new();

    /// <summary>How grave what happened is, seen in its context; null when not said.</summary>
    public Gravity? Gravity { get; init; }

    /// <summary>For how long it has gone on; null when not said.</summary>
    public Duration? Duration { get; init; }

    /// <summary>How often; null when not said.</summary>
    public Frequency? Frequency { get; init; }

    /// <summary>What makes it graver.</summary>
    public IReadOnlyCollection<Aggravating> Aggravating { get; init; } = [];

    /// <summary>Groups among those affected who need care.</summary>
    public IReadOnlyCollection<CareGroup> Care { get; init; } = [];

    /// <summary>Whether it is acknowledged and has stopped; null when not said.</summary>
    public Stopped? Stopped { get; init; }

    /// <summary>Whether nothing is said that could point to a severity.</summary>
    public bool IsEmpty => Gravity is null && Duration is null && Frequency is null && Aggravating.Count == 0 && Care.Count == 0
        && Stopped is null;
}

/// <summary>
/// How grave what happened is, by how it was experienced and what it did, not by what was meant (000; 003, the equal treatment
/// act). Names are stored: they never change, here and below.
/// </summary>
public enum Gravity
{
    /// <summary>Unpleasant.</summary>
    Mild = 1,

    /// <summary>Degrading, threatening or physical.</summary>
    Marked,

    /// <summary>Danger to a person, or a suspected crime.</summary>
    Dangerous,
}

/// <summary>For how long it has gone on (002: the triangle).</summary>
public enum Duration
{
    /// <summary>One day.</summary>
    Day = 1,

    /// <summary>Less than a month.</summary>
    Weeks,

    /// <summary>Up to a year.</summary>
    Months,

    /// <summary>More than a year.</summary>
    Years,

    /// <summary>Not known yet.</summary>
    NotKnown,
}

/// <summary>How often (004: once or repeatedly; 001: bullying is regular).</summary>
public enum Frequency
{
    /// <summary>Once.</summary>
    Once = 1,

    /// <summary>Several times.</summary>
    Several,

    /// <summary>Regularly.</summary>
    Regular,

    /// <summary>Not known yet.</summary>
    NotKnown,
}

/// <summary>What makes a matter graver.</summary>
public enum Aggravating
{
    /// <summary>A relation of power or hierarchy (000).</summary>
    Power = 1,

    /// <summary>A difference of status (001).</summary>
    Status,

    /// <summary>A leader is named (002).</summary>
    Leader,

    /// <summary>Threats, also against family or belongings (004).</summary>
    Threats,

    /// <summary>It goes on although the person has said no (001).</summary>
    SaidNo,

    /// <summary>It concerns several people (000: of some weight or spread).</summary>
    Widespread,
}

/// <summary>Groups who need care.</summary>
public enum CareGroup
{
    /// <summary>Pupils, students, trainees, temps (000).</summary>
    Trainee = 1,

    /// <summary>Pregnant (001).</summary>
    Pregnant,

    /// <summary>Newly employed or newly qualified (001).</summary>
    NewlyEmployed,

    /// <summary>Sex, gender identity or expression, orientation (002).</summary>
    Gender,

    /// <summary>Age, ethnicity, religion (004).</summary>
    Background,
}

/// <summary>Whether the acts are acknowledged and have stopped (001: asked early, for it decides what follows).</summary>
public enum Stopped
{
    /// <summary>Both.</summary>
    Yes = 1,

    /// <summary>Not both.</summary>
    No,

    /// <summary>Not known yet.</summary>
    NotKnown,
}

/// <summary>How large the examination is to be (002: most cases need dialogue and support; the graver, the larger).</summary>
public enum ExaminationFormat
{
    /// <summary>Dialogue and support.</summary>
    Dialogue = 1,

    /// <summary>Talks with all who are involved, two from the unit present.</summary>
    Talks,

    /// <summary>Together with HR.</summary>
    WithHr,

    /// <summary>By somebody impartial from outside the unit.</summary>
    Outside,
}
