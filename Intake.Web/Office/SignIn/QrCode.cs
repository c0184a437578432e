using System.Text;
using QRCoder;

namespace Intake.Web.Office.SignIn;

/// <summary>A QR code as the path of an SVG, drawn here: the picture of a secret never has an address of its own.</summary>
internal sealed class QrCode
{
    private QrCode(int size, string path) => (Size, Path) = (size, path);

    /// <summary>Modules along a side, the quiet zone of four on each side included.</summary>
    public int Size { get; }

    /// <summary>The dark modules, one unit each.</summary>
    public string Path { get; }

    public static QrCode Of(string content)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var from = x;
                while (x < rows[y].Count && rows[y][x]) x++;
                if (x > from) path.Append(null, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        return new(rows.Count, path.ToString());
    }
}
