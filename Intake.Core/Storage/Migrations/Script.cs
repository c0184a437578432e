namespace Intake.Core.Storage.Migrations;

/// <summary>The hand-written SQL beside this file, carried in the assembly.</summary>
internal static class Script
{
    /// <summary>Reads a file by its path below this folder, parts joined by dots.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Script).Assembly.GetManifestResourceStream(typeof(Script), name)
            ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
