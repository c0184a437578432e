namespace Intake.Core.Schemes.Reading;

/// <summary>Reads who is asked for, what is said of anonymity, the steps afterwards and the duties elsewhere.</summary>
internal static class CoursePart
{
    private const int LongestHours = 24 * 365;

    public static IReadOnlyList<PersonOffer> ReadPersons(FileObject from, FileFaults faults, IReadOnlyList<HelpEntry> help)
    {
        IEnumerable<PersonKind> named = help.SelectMany(entry => entry.Persons).Distinct().Order();
        if (!from.Has("persons"))
            return [.. named.Select(kind => new PersonOffer(kind, null))];
        var offers = from.List("persons", 2, 8, offer => new PersonOffer(offer.Word<PersonKind>("kind"), offer.OptionalLocal("title")));
        for (var i = 0; i < offers.Count; i++)
        {
            if (offers.FindIndex(other => other.Kind == offers[i].Kind) < i)
                faults.Add($"{FileFaults.Item("persons", i)}.kind", "the kind is given twice");
        }

        for (var i = 0; i < help.Count; i++)
        {
            for (var j = 0; j < help[i].Persons.Count; j++)
            {
                if (offers.TrueForAll(offer => offer.Kind != help[i].Persons[j]))
                {
                    faults.Add(
                        FileFaults.Item($"{FileFaults.Item("help", i)}.persons", j), "the scheme does not ask for this kind of person");
                }
            }
        }

        return offers;
    }

    public static Anonymity ReadAnonymity(FileObject from)
    {
        Anonymity anonymity = new(from.Word<CaseIdentity>("cases"), from.Local("text", FileText.Prose));
        from.Close();
        return anonymity;
    }

    public static CourseStep ReadStep(FileObject from) => new(
        from.Text("name", FileText.SlugFault),
        from.Local("title"),
        from.Local("text", FileText.Prose));

    public static ExternalDuty ReadDuty(FileObject from) => new(
        from.Text("name", FileText.SlugFault),
        from.Local("title"),
        from.Local("text", FileText.Prose),
        from.Has("hours") ? from.Number("hours", 1, LongestHours) : null);
}
