using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Intake.Core.Staff.SignIn;
using Base32Encoding = OtpNet.Base32Encoding;

namespace Intake.Worker.Commands.Demo;

/// <summary>What signs a demo person in.</summary>
/// <param name="Scheme">The scheme's name; null for a person who serves the whole installation.</param>
/// <param name="TotpSecret">The authenticator's secret in base 32.</param>
internal sealed record DemoSignIn(
    string Email, string Name, string Password, string TotpSecret, string Role, string? Unit, string? Scheme = null);

/// <summary>The demo sign-ins in a JSON file of mode 600, so that a program can sign in too.</summary>
internal sealed class DemoSignIns
{
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string path;
    private readonly List<DemoSignIn> all;

    private DemoSignIns(string path, List<DemoSignIn> all) => (this.path, this.all) = (path, all);

    public IReadOnlyList<DemoSignIn> All => all;

    public static DemoSignIns Read(string path) => new(path, File.Exists(path)
        ? JsonSerializer.Deserialize<List<DemoSignIn>>(File.ReadAllText(path), Form) ?? []
        : []);

    public DemoSignIn? Find(string email) =>
        all.SingleOrDefault(known => string.Equals(known.Email, email, StringComparison.OrdinalIgnoreCase));

    /// <summary>Twenty characters in four groups: more than the fifteen that are asked for.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(PasswordLetters, 5)));

    /// <summary>Adds or replaces a person's, on the disk before this returns.</summary>
    public void Put(DemoSignIn signIn)
    {
        all.RemoveAll(known => known.Email == signIn.Email);
        all.Add(signIn);
        var partial = path + ".partial";
        File.Delete(partial);
        using (var file = new FileStream(partial, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            JsonSerializer.Serialize(file, all, Form);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>A person's one-time code at an instant.</summary>
    public static string CodeOf(DemoSignIn signIn, DateTimeOffset at) =>
        Totp.Code(Base32Encoding.ToBytes(signIn.TotpSecret), Totp.StepOf(at));
}
