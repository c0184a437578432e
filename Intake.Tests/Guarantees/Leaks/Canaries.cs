using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Intake.Tests.Support;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>A reporter with unmistakable data, new in every run: address, browser, language, words, file names, a photo's place.</summary>
internal sealed class Canaries
{
    /// <summary>The smallest photo there is: one grey point.</summary>
    private const string Photo =
        "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/"
        + "yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=";

    private readonly string mark = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public IPAddress Address { get; } = new([127, Octet(), Octet(), Octet()]);
    public string Browser => $"Kanariebrowser/{mark} (Linux; tegn)";
    public string Language => $"x-{mark}-kanarie";
    public string Story => $"Kanarie {mark}: det skete i skyllerummet, og jeg sagde nej.";
    public string Reply => $"Kanariesvar {mark}: det er sket igen.";
    public string RolledBack => $"Kanarie {mark} uden held: databasen sagde nej.";
    public string Halfway => $"Kanarie {mark} halvvejs, da strømmen gik.";
    public string Abandoned => $"Kanarie {mark} blev aldrig sendt.";
    public string FileName => $"kanarie-{mark}-skyllerum.jpg";
    public string OtherFile => $"kanarie-{mark}-vagtplan.txt";
    public string WrongPath => $"/da/kanarie-{mark}-findes-ikke";

    /// <summary>Degrees, minutes and seconds as a camera writes them: six numbers of four bytes.</summary>
    public byte[] Place { get; } = Degrees();

    /// <summary>A real JPEG with that place, and the mark as its description and author.</summary>
    public byte[] PhotoWithPlace() => [0xFF, 0xD8, .. Exif(), .. Convert.FromBase64String(Photo)[2..]];

    public byte[] OtherBytes => Encoding.UTF8.GetBytes($"Vagtplan: aften, natten efter fri, kanarie {mark}");

    /// <summary>A client that sends them all.</summary>
    public ReporterClient Client(Uri address)
    {
        var client = new ReporterClient(address, Address);
        client.Headers.TryAddWithoutValidation("User-Agent", Browser);
        client.Headers.TryAddWithoutValidation("Accept-Language", Language);
        return client;
    }

    /// <summary>All of them, with a name for each.</summary>
    public IReadOnlyList<(string Name, byte[] Raw)> All =>
    [
        .. new[]
        {
            Address.ToString(), Browser, Language, Story, Reply, RolledBack, Halfway, Abandoned, FileName, OtherFile, WrongPath,
            $"kanarie {mark}", $"kanarie-{mark}",
        }.Select(text => (text, Encoding.UTF8.GetBytes(text))),
        ("the photo's place", Place),
        ("the text file", OtherBytes),
    ];

    private static byte Octet() => (byte)RandomNumberGenerator.GetInt32(20, 250);

    private static byte[] Degrees()
    {
        var place = new byte[24];
        for (var i = 0; i < 3; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(place.AsSpan(i * 8), (uint)RandomNumberGenerator.GetInt32(100_000_000, 900_000_000));
            BinaryPrimitives.WriteUInt32LittleEndian(place.AsSpan((i * 8) + 4), 10_000_000);
        }

        return place;
    }

    /// <summary>
    /// An APP1 segment: TIFF with description and artist, and a GPS folder with a latitude. Source: CIPA DC-008 (Exif
    /// 2.3) 4.5, 4.6.
    /// </summary>
    private byte[] Exif()
    {
        var words = Encoding.ASCII.GetBytes($"kanarie {mark}\0");
        const int first = 8, gps = first + 2 + (3 * 12) + 4, data = gps + 2 + (2 * 12) + 4;
        var tiff = new MemoryStream();
        using (var to = new BinaryWriter(tiff, Encoding.ASCII, leaveOpen: true))
        {
            to.Write("II*\0"u8);
            to.Write(first);
            to.Write((short)3);
            Field(to, 0x010E, 2, words.Length, data + 24);
            Field(to, 0x013B, 2, words.Length, data + 24);
            Field(to, 0x8825, 4, 1, gps);
            to.Write(0);
            to.Write((short)2);
            Field(to, 0x0001, 2, 2, 'N');
            Field(to, 0x0002, 5, 3, data);
            to.Write(0);
            to.Write(Place);
            to.Write(words);
        }

        byte[] body = [.. "Exif\0\0"u8, .. tiff.ToArray()];
        return [0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];
    }

    private static void Field(BinaryWriter to, ushort tag, short type, int count, int value)
    {
        to.Write(tag);
        to.Write(type);
        to.Write(count);
        to.Write(value);
    }
}
