namespace Intake.Core.Schemes.Reading;

/// <summary>Reads <c>texts</c>: the scheme's own wording, the same keys in each of its languages.</summary>
internal static class TextsPart
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> None { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public static Dictionary<string, IReadOnlyDictionary<string, string>> Read(FileObject from, IReadOnlyList<string> languages)
    {
        List<FileObject> objects = [.. languages.Distinct().Select(from.Object)];
        List<string> keys = [.. objects.SelectMany(texts => texts.Names).Distinct()];
        Dictionary<string, IReadOnlyDictionary<string, string>> read = [];
        foreach ((FileObject texts, string language) in objects.Zip(languages.Distinct()))
            read[language] = keys.ToDictionary(key => key, key => Wording(texts, key));
        from.Close();
        return read;
    }

    private static string Wording(FileObject texts, string key)
    {
        if (texts.Has(key) && FileText.TextKeyFault(key) is { } fault)
            texts.Fault(key, fault);
        return texts.Text(key, FileText.Prose);
    }
}
