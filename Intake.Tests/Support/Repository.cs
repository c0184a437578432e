namespace Intake.Tests.Support;

/// <summary>Where the source tree is: the nearest folder above the test assembly that holds Intake.sln.</summary>
public static class Repository
{
    public static string Folder { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Intake.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No Intake.sln above the test assembly.");
    }
}
