using System.Text.Json;

namespace Intake.Tests.Support;

/// <summary>
/// What a document says to programs that are not ours: Debian's python3-docx, python3-openpyxl and python3-odf; slides are read by their
/// order in the package.
/// </summary>
internal static class DocumentReader
{
    private const string Word = """
        import docx, json, sys
        W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
        document = docx.Document(sys.argv[1])
        said = []
        for block in document.element.body:
            text = ''.join(part.text or '' for part in block.iter(W + 't', W + 'delText'))
            number = [part.get(W + 'val') for part in block.iter(W + 'numId')]
            changes = [part.tag[len(W):] for part in block.iter(W + 'ins', W + 'del')]
            said.append(' '.join([block.tag[len(W):], text, *number, *changes]).strip())
        for part in document.part.package.iter_parts():
            name = str(part.partname)
            if 'comments' in name or 'footnotes' in name or 'header' in name or 'media' in name:
                text = [] if 'media' in name else [item.text for item in __import__('lxml.etree').etree.fromstring(part.blob).iter(W + 't')]
                said.append(' '.join([part.content_type.split('.')[-1], *text]))
        print(json.dumps(said))
        """;

    private const string Sheets = """
        import json, openpyxl, sys
        said = []
        formulas, values = (openpyxl.load_workbook(sys.argv[1], data_only=only, keep_links=True) for only in (False, True))
        for one, other in zip(formulas.worksheets, values.worksheets):
            said.append(one.title + ' ' + one.sheet_state)
            for row in one.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        comment = cell.comment.text if cell.comment else ''
                        said.append(f'{cell.coordinate} {cell.value} {other[cell.coordinate].value} {comment}'.strip())
        print(json.dumps(said))
        """;

    private const string Slides = """
        import json, sys, zipfile
        from xml.etree import ElementTree
        R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
        P = '{http://schemas.openxmlformats.org/presentationml/2006/main}'
        A = '{http://schemas.openxmlformats.org/drawingml/2006/main}'
        package = zipfile.ZipFile(sys.argv[1])
        leads = {one.get('Id'): one.get('Target').lstrip('/').removeprefix('ppt/')
                 for one in ElementTree.fromstring(package.read('ppt/_rels/presentation.xml.rels'))}
        said = []
        for slide in ElementTree.fromstring(package.read('ppt/presentation.xml')).iter(P + 'sldId'):
            root = ElementTree.fromstring(package.read('ppt/' + leads[slide.get(R + 'id')]))
            said.append(' '.join(['slide', *(text.text for text in root.iter(A + 't')),
                                  *(size.get('cx') for size in root.iter(A + 'ext') if size.get('cx'))]))
        for name in sorted(package.namelist()):
            if name.startswith('ppt/comments/'):
                said.append(' '.join(text.text for text in ElementTree.fromstring(package.read(name)).iter(P + 'text')))
        print(json.dumps(said))
        """;

    private const string OpenText = """
        import json, sys
        from odf.opendocument import load
        def text_of(node):
            if node.nodeType == node.TEXT_NODE:
                return node.data
            space, name = node.qname
            if space.startswith('http://purl.org/dc/') or name in ('creator-initials', 'title', 'desc'):
                return ''
            mark = '' if name in ('a', 'author-name', 'date') else f'<{name}>'
            return mark + ''.join(map(text_of, node.childNodes))
        document = load(sys.argv[1])
        said = [text_of(block) for block in document.text.childNodes]
        print(json.dumps(said + [str(len(document.Pictures))]))
        """;

    /// <summary>The lines of a document in the order in which they are read, with the marks that belong to them.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string ending, byte[] file)
    {
        using var folder = new Workspace();
        var path = Path.Combine(folder.Folder, "document." + ending);
        await File.WriteAllBytesAsync(path, file);
        var program = ending switch { "docx" => Word, "xlsx" => Sheets, "pptx" => Slides, _ => OpenText };
        var said = (await ProcessRun.RunAsync("/usr/bin/python3", ["-W", "ignore", "-c", program, path])).Required();
        return JsonSerializer.Deserialize<List<string>>(said.Output)!;
    }
}
