using Intake.Core.Schemes.Wording;

namespace Intake.Core.Schemes.Reading;

/// <summary>Reads the whole of a scheme file.</summary>
internal static class SchemePart
{
    public static Scheme Read(ObjectNode root, FileFaults faults, Func<string, SiteTexts>? known)
    {
        IReadOnlyList<string> languages = Languages(new FileObject(root, "", faults, english: false), faults);
        FileObject from = new(root, "", faults, english: languages.Contains("en"));
        from.LeaveOut("languages");
        HelpDirectory help = new(from.List("help", 1, 200, entry => DirectoryPart.ReadHelp(entry, faults)));
        Scheme scheme = new()
        {
            Id = FileText.Id(from),
            Name = from.Text("name", FileText.SchemeNameFault),
            Title = from.Local("title"),
            Organisation = from.Local("organisation"),
            Languages = languages,
            Administrator = Administrator(from.Object("administrator")),
            Orientation = from.Has("orientation") ? Orientation(from.Object("orientation")) : null,
            Executive = NoticesPart.Executive(from),
            Notices = NoticesPart.Read(from),
            Deadlines = DeadlineSettingsPart.Read(from.Object("clocks"), faults),
            Accountability = from.Has("accountability") ? from.Word<ReportCadence>("accountability") : ReportCadence.Monthly,
            SecondReader = from.Has("secondReader") && from.Flag("secondReader"),
            Limits = Limits(from.Object("limits")),
            Scope = DirectoryPart.ReadScope(from.Object("scope")),
            Units = from.List("units", 1, 2000, DirectoryPart.ReadUnit),
            Categories = from.List("categories", 1, 50, DirectoryPart.ReadCategory),
            Persons = CoursePart.ReadPersons(from, faults, help.Entries),
            Anonymity = from.Has("anonymity") ? CoursePart.ReadAnonymity(from.Object("anonymity")) : null,
            Steps = from.Has("steps") ? from.List("steps", 1, 8, CoursePart.ReadStep) : [],
            Duties = from.Has("duties") ? from.List("duties", 1, 8, CoursePart.ReadDuty) : [],
            Help = help,
            WhoReads = new WhoReads(from.List("whoReads", 1, 100, DirectoryPart.ReadReader)),
            Texts = from.Has("texts") ? new TextsPart(faults, known).Read(from.Object("texts"), languages) : TextsPart.None,
        };
        from.Close();
        return scheme;
    }

    private static List<string> Languages(FileObject from, FileFaults faults)
    {
        var languages = from.Texts("languages", 1, 2, (text, path) =>
        {
            if (text is not ("da" or "en"))
                faults.Add(path, $"{FileFaults.Quote(text)} is no language of the site: da, en");
            return text;
        });
        if (languages.Count > 0 && !languages.Contains("da"))
            from.Fault("languages", "a scheme is offered in Danish (da) at least");
        if (languages.Distinct().Count() < languages.Count)
            from.Fault("languages", "a language is given twice");
        return languages;
    }

    private static SchemeAdministrator Administrator(FileObject from)
    {
        var deputy = from.Object("deputy");
        SchemeAdministrator administrator = new(
            from.Text("name"),
            Required(from),
            new Deputy(deputy.Local("title"), deputy.Text("staff", FileText.StaffFault)));
        deputy.Close();
        from.Close();
        return administrator;
    }

    private static int Required(FileObject from) =>
        from.Number("required", 2, 9, tooLittle: "at least two administrators must be able to open a report");

    private static OrientationMailbox Orientation(FileObject from)
    {
        OrientationMailbox mailbox = new(from.Local("title"), from.Text("mail", FileText.MailFault), NoticesPart.Language(from));
        from.Close();
        return mailbox;
    }

    private static SchemeLimits Limits(FileObject from)
    {
        SchemeLimits limits = new(from.Number("fileMegabytes", 1, 500), from.Number("filesPerPost", 0, 50));
        from.Close();
        return limits;
    }
}
