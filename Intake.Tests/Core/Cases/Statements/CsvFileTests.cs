using System.Text.Json;
using Intake.Core.Cases.Statements;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Statements;

/// <summary>Read by Python's csv module, which knows nothing of ours, with the delimiter and encoding of Danish Excel.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CsvFileTests
{
    private const string Reader = """
        import csv, json, sys
        with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
            print(json.dumps(list(csv.reader(file, delimiter=";", strict=True))))
        """;

    [Test]
    public async Task Another_reader_finds_every_field_as_it_was()
    {
        string[][] rows =
        [
            ["sag", "tekst", "tal"],
            ["K4WZ-0001", "Æblet faldt; \"ikke\" langt,\r\nfra stammen\nto linjer", "1,5"],
            ["", "  mellemrum  ", "1.000,00"],
        ];
        using var folder = new Workspace();
        var path = folder.PathOf("fil.csv");
        var bytes = CsvFile.Of(rows);
        await File.WriteAllBytesAsync(path, bytes);
        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        var read = (await ProcessRun.RunAsync("/usr/bin/python3", ["-c", Reader, path])).Required();
        Assert.That(JsonSerializer.Deserialize<string[][]>(read.Output), Is.EqualTo(rows));
    }

    [Test]
    public void A_formula_is_none_in_any_field() =>
        Assert.That(CsvFile.Line(["=1+1", null, "a"]), Is.EqualTo("\"'=1+1\";\"\";\"a\"\r\n"));
}
