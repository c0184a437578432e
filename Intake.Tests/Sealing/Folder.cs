namespace Intake.Tests.Sealing;

/// <summary>A folder of a test's own, removed with all in it.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("intake-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Write(string name, byte[] content) => File.WriteAllBytes(this[name], content);

    public void Dispose() => _folder.Delete(recursive: true);
}
