namespace Intake.Core.Schemes;

/// <summary>What a reporter said of themselves, in the words of the help directory. Pure.</summary>
public static class OwnStatus
{
    /// <summary>The kinds of person meant by an answer of the form; none for an answer that was skipped or is none of ours.</summary>
    public static IReadOnlyList<PersonKind> Kinds(string? answer) => answer switch
    {
        "employee" => [PersonKind.Employee],
        "former" => [PersonKind.Leaver],
        "student" => [PersonKind.Student, PersonKind.Trainee],
        "temp" => [PersonKind.Temp],
        "supplier" => [PersonKind.Supplier],
        _ => [],
    };

    /// <summary>The entries of a directory that are meant for those kinds of person, and those open to everyone.</summary>
    public static IEnumerable<HelpEntry> Help(HelpDirectory directory, string? answer)
    {
        var kinds = Kinds(answer);
        return directory.Entries.Where(entry => entry.Persons.Any(kinds.Contains));
    }
}
