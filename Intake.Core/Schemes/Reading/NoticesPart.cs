namespace Intake.Core.Schemes.Reading;

/// <summary>Reads <c>notices</c> and <c>executive</c>. What the file leaves out stands as in <see cref="NoticeSettings"/>.</summary>
internal static class NoticesPart
{
    public static NoticeSettings Read(FileObject root)
    {
        NoticeSettings usual = new();
        if (!root.Has("notices"))
            return usual;
        var from = root.Object("notices");
        NoticeSettings settings = new()
        {
            Handlers = from.Has("handlers") ? from.Word<NoticeCover>("handlers") : usual.Handlers,
            Administrators = from.Has("administrators") ? from.Word<NoticeCover>("administrators") : usual.Administrators,
            Sender = from.Has("sender") ? Sender(from.Object("sender")) : null,
        };
        from.Close();
        return settings;
    }

    public static ExecutiveContact? Executive(FileObject root)
    {
        if (!root.Has("executive"))
            return null;
        var from = root.Object("executive");
        ExecutiveContact contact = new(from.Local("title"), from.Text("mail", FileText.MailFault), Language(from));
        from.Close();
        return contact;
    }

    /// <summary>The language of an office's mails; Danish where the file says nothing.</summary>
    public static string Language(FileObject from) => !from.Has("language") ? "da" : from.Text("language", text =>
        text is "da" or "en" ? null : $"{FileFaults.Quote(text)} is no language of the site: da, en");

    private static NoticeSender Sender(FileObject from)
    {
        NoticeSender sender = new(from.Text("name"), from.Text("mail", FileText.MailFault));
        from.Close();
        return sender;
    }
}
