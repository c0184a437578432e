namespace Intake.Core.Schemes.Reading;

/// <summary>
/// Reads units, categories, help, scope and tick boxes; names that refer to others are checked in
/// <see cref="References"/>.
/// </summary>
internal static class DirectoryPart
{
    public static Unit ReadUnit(FileObject from) => new(
        FileText.Id(from),
        from.Text("name", FileText.SlugFault),
        from.Local("title"),
        from.Word<UnitKind>("kind"),
        from.OptionalText("parent", FileText.SlugFault),
        from.OptionalLocal("localHelp", FileText.Prose))
    {
        Leader = from.OptionalText("leader", FileText.StaffFault),
        AsksReporter = from.Has("asksReporter") && from.Flag("asksReporter"),
    };

    public static Category ReadCategory(FileObject from) => new(
        from.Text("name", FileText.SlugFault),
        from.Local("title"),
        from.Local("hint", FileText.Prose),
        from.Flag("inScope"),
        from.Has("examples") ? from.List("examples", 1, 12, Sentence) : [],
        from.OptionalLocal("definition", FileText.Prose));

    public static HelpEntry ReadHelp(FileObject from, FileFaults faults) => new(
        from.Text("name", FileText.SlugFault),
        from.Local("title"),
        from.Local("text", FileText.Prose),
        from.OptionalText("phone", FileText.PhoneFault),
        from.OptionalText("mail", FileText.MailFault),
        from.OptionalText("web", FileText.WebFault),
        from.Texts("persons", 0, 8, (text, path) => FileText.Word<PersonKind>(text, path, faults)),
        from.Texts("categories", 0, 50, (text, _) => text),
        from.OptionalText("unit", FileText.SlugFault),
        from.Has("circle") ? from.Word<HelpCircle>("circle") : HelpCircle.Organisation,
        from.Has("anonymous") ? from.Flag("anonymous") : null,
        from.Has("withoutCase") && from.Flag("withoutCase"));

    public static Scope ReadScope(FileObject from)
    {
        Scope scope = new(
            from.List("inside", 1, 20, Sentence),
            from.List("outside", 1, 20, Sentence),
            from.List("grounds", 1, 20, ground => new OutOfScopeGround(
                ground.Text("name", FileText.SlugFault),
                ground.Local("title"),
                ground.Local("text", FileText.Prose),
                ground.Texts("help", 1, 10, (text, _) => text))));
        from.Close();
        return scope;
    }

    public static Reader ReadReader(FileObject from)
    {
        var name = from.Text("name", FileText.SlugFault);
        var title = from.Local("title");
        var staff = from.OptionalText("staff", FileText.StaffFault);
        ReaderRole? role = from.Has("role") ? from.Word<ReaderRole>("role") : null;
        var unit = from.OptionalText("unit", FileText.SlugFault);
        if (staff is null == role is null)
            from.Fault("staff", "a tick box stands either for a person (staff) or for a role (role)");
        if (unit is not null && role is not ReaderRole.CaseHandler)
            from.Fault("unit", "only the role caseHandler is held at a unit");
        return new Reader(name, title, staff, role, unit);
    }

    private static LocalText Sentence(FileObject from) => from.Languages(FileText.Prose);
}
