using System.IO.Compression;
using System.Text;

namespace Intake.Tests.Support;

/// <summary>Office documents and archives, written part by part, with the hidden parts that real ones have.</summary>
internal static class OfficeFiles
{
    private const string Canary = TellingFiles.Canary;
    private const string Shown = TellingFiles.Shown;
    private const string Word2006 = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Sheet2006 = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Show2006 = "http://schemas.openxmlformats.org/presentationml/2006/main";
    private const string Types = "application/vnd.openxmlformats-officedocument.";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Open = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        + "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
        + "xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\"";

    /// <summary>A letter with a comment, a tracked change, a thumbnail and a photograph.</summary>
    public static byte[] Word(byte[] picture) => Zip([
        .. Package("word/document.xml", "wordprocessingml.document.main+xml", ("word/comments.xml", "wordprocessingml.comments+xml"),
            ("word/people.xml", "wordprocessingml.people+xml")),
        ("word/document.xml",
            Xml($"<w:document xmlns:w=\"{Word2006}\"><w:body><w:p w:rsidR=\"00AB12CD\"><w:commentRangeStart w:id=\"0\"/><w:r>"
                + $"<w:t>{Shown}</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>"
            + $"<w:r><w:commentReference w:id=\"0\"/></w:r><w:ins w:id=\"1\" w:author=\"{Canary} editor\" w:date=\"1999-12-31T23:59:58Z\">"
                + "<w:r><w:t> og mere</w:t></w:r></w:ins></w:p></w:body></w:document>")),
        ("word/comments.xml",
            Xml($"<w:comments xmlns:w=\"{Word2006}\"><w:comment w:id=\"0\" w:author=\"{Canary} reader\" w:initials=\"K\"><w:p><w:r>"
                + "<w:t>En bemærkning</w:t></w:r></w:p></w:comment></w:comments>")),
        ("word/people.xml", Xml($"<w:people xmlns:w=\"{Word2006}\"><w:person w:author=\"{Canary} person\"/></w:people>")),
        ("word/_rels/document.xml.rels", Xml(Relationships(("rId1", "comments", "comments.xml"), ("rId2", "image", "media/image1.jpeg")))),
        ("word/media/image1.jpeg", picture),
        ("docProps/thumbnail.jpeg", picture),
    ]);

    /// <summary>A sheet with a comment, a threaded one, and the folder it was in.</summary>
    public static byte[] Excel() => Zip([
        .. Package("xl/workbook.xml", "spreadsheetml.sheet.main+xml", ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet+xml"),
            ("xl/comments1.xml", "spreadsheetml.comments+xml")),
        ("xl/workbook.xml",
            Xml($"<workbook xmlns=\"{Sheet2006}\" xmlns:r=\"{Relations.TrimEnd('/')}\" "
                + "xmlns:x15ac=\"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac\">"
            + $"<fileSharing userName=\"{Canary} user\"/><x15ac:absPath url=\"C:\\Users\\{Canary}\\Documents\\\"/><sheets>"
                + "<sheet name=\"Ark1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", Xml(Relationships(("rId1", "worksheet", "worksheets/sheet1.xml")))),
        ("xl/worksheets/sheet1.xml",
            Xml($"<worksheet xmlns=\"{Sheet2006}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{Shown}</t></is></c></row>"
                + "</sheetData></worksheet>")),
        ("xl/comments1.xml", Xml($"<comments xmlns=\"{Sheet2006}\"><authors><author>{Canary} reader</author></authors></comments>")),
        ("xl/threadedComments/threadedComment1.xml", Xml($"<ThreadedComments><text>{Canary} thread</text></ThreadedComments>")),
        ("xl/persons/person.xml", Xml($"<personList><person displayName=\"{Canary} person\"/></personList>")),
    ]);

    /// <summary>A slide show with a comment and its author.</summary>
    public static byte[] PowerPoint(byte[] picture, byte[] film) => Zip([
        .. Package("ppt/presentation.xml", "presentationml.presentation.main+xml", ("ppt/slides/slide1.xml", "presentationml.slide+xml"),
            ("ppt/commentAuthors.xml", "presentationml.commentAuthors+xml")),
        ("ppt/presentation.xml",
            Xml($"<p:presentation xmlns:p=\"{Show2006}\" xmlns:r=\"{Relations.TrimEnd('/')}\"><p:sldIdLst>"
                + "<p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>")),
        ("ppt/_rels/presentation.xml.rels",
            Xml(Relationships(("rId1", "slide", "slides/slide1.xml"), ("rId2", "commentAuthors", "commentAuthors.xml")))),
        ("ppt/slides/_rels/slide1.xml.rels",
            Xml(Relationships(("rId1", "image", "../media/image1.jpeg"), ("rId2", "video", "../media/media1.mp4")))),
        ("ppt/slides/slide1.xml",
            Xml($"<p:sld xmlns:p=\"{Show2006}\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:t>{Shown}</a:t>"
                + "</p:sld>")),
        ("ppt/comments/comment1.xml", Xml($"<p:cmLst xmlns:p=\"{Show2006}\"><p:text>{Canary} comment</p:text></p:cmLst>")),
        ("ppt/commentAuthors.xml", Xml($"<p:cmAuthorLst xmlns:p=\"{Show2006}\"><p:cmAuthor name=\"{Canary} reader\"/></p:cmAuthorLst>")),
        ("ppt/media/image1.jpeg", picture),
        ("ppt/media/media1.mp4", film),
        ("docProps/thumbnail.jpeg", picture),
    ]);

    /// <summary>An OpenDocument file with an annotation, a printer's name and a thumbnail.</summary>
    public static byte[] OpenDocument(string body, byte[] picture) => Zip(
        ("mimetype", Encoding.ASCII.GetBytes("application/vnd.oasis.opendocument." + body)),
        ("content.xml",
            Xml($"<office:document-content {Open}><office:body><office:{Element(body)}><text:p>{Shown}<office:annotation>"
                + $"<dc:creator>{Canary} reader</dc:creator>"
            + $"<dc:date>1999-12-31T23:59:58</dc:date><text:p>En bemærkning</text:p></office:annotation></text:p></office:{Element(body)}>"
                + "</office:body></office:document-content>")),
        ("meta.xml",
            Xml($"<office:document-meta {Open}><office:meta><meta:initial-creator>{Canary} author</meta:initial-creator>"
                + $"<dc:creator>{Canary} editor</dc:creator>"
            + $"<meta:generator>{Canary} software</meta:generator><meta:creation-date>1999-12-31T23:59:58</meta:creation-date>"
                + "</office:meta></office:document-meta>")),
        ("settings.xml",
            Xml($"<office:document-settings {Open}><config:config-item config:name=\"PrinterName\">{Canary} printer</config:config-item>"
                + "</office:document-settings>")),
        ("styles.xml", Xml($"<office:document-styles {Open}/>")),
        ("META-INF/manifest.xml", Xml("<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>")),
        ("Pictures/foto.jpg", picture),
        ("Thumbnails/thumbnail.jpg", picture));

    /// <summary>An archive of these members.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(1999, 12, 31, 23, 59, 58, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Every member of an archive, including those of archives inside it.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Members(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return (entry.FullName, bytes.ToArray());
            if (!bytes.ToArray().AsSpan().StartsWith("PK"u8)) continue;
            foreach (var (name, inner) in Members(bytes.ToArray())) yield return ($"{entry.FullName}/{name}", inner);
        }
    }

    /// <summary>The element that holds what a drawing shows is not called by the type's name.</summary>
    private static string Element(string body) => body == "graphics" ? "drawing" : body;

    private static IEnumerable<(string, byte[])> Package(string main, string type, params (string Part, string Type)[] parts) =>
    [
        ("[Content_Types].xml",
            Xml("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>"
            + string.Concat(
                parts.Prepend((main, type)).Select(part => $"<Override PartName=\"/{part.Item1}\" ContentType=\"{Types}{part.Item2}\"/>"))
            + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
            + $"<Override PartName=\"/docProps/app.xml\" ContentType=\"{Types}extended-properties+xml\"/></Types>")),
        ("_rels/.rels",
            Xml(Relationships(("rId1", "officeDocument", main), ("rId2", "metadata/core-properties", "docProps/core.xml"),
                ("rId3", "extended-properties", "docProps/app.xml")))),
        ("docProps/core.xml",
            Xml("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
                + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
            + $"<dc:creator>{Canary} author</dc:creator><cp:lastModifiedBy>{Canary} editor</cp:lastModifiedBy>"
                + $"<dc:title>{Canary} title</dc:title><dcterms:created>1999-12-31T23:59:58Z</dcterms:created></cp:coreProperties>")),
        ("docProps/app.xml",
            Xml("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                + $"<Company>{Canary} company</Company><Manager>{Canary} manager</Manager></Properties>")),
    ];

    private static string Relationships(params (string Id, string Type, string Target)[] all) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(all.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"{Relations}{one.Type}\" Target=\"{one.Target}\"/>"))
        + "</Relationships>";

    private static byte[] Xml(string body) => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body);
}
