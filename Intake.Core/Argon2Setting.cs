using Intake.Core.Sealing;

namespace Intake.Core;

/// <summary>
/// The setting <c>Intake:Argon2</c> of web, worker and commands: <c>Konscious</c>, also where nothing is set, or
/// <c>Libsodium</c>. Applied once, before anything is derived.
/// </summary>
public static class Argon2Setting
{
    /// <summary>The setting's key.</summary>
    public const string Key = "Intake:Argon2";

    /// <summary>Chooses the engine that the setting names.</summary>
    /// <exception cref="UnusableSettingException">Another word, or libsodium is chosen and not installed.</exception>
    public static void Apply(string? value)
    {
        var chosen = BlankText.Is(value) ? Argon2idEngine.Konscious : Enum.GetValues<Argon2idEngine>()
            .Select(engine => (Argon2idEngine?)engine)
            .FirstOrDefault(engine => string.Equals(engine.ToString(), value.Trim(), StringComparison.OrdinalIgnoreCase));
        try
        {
            Argon2id.Use(chosen ?? throw new UnusableSettingException(
                $"The setting {Key} is '{value}': it may be {string.Join(" or ", Enum.GetNames<Argon2idEngine>())}."));
        }
        catch (DllNotFoundException missing)
        {
            throw new UnusableSettingException($"The setting {Key} is {chosen}, and {missing.Message}");
        }
    }
}

/// <summary>A setting with which a program does not start; the message says what to write or to install.</summary>
public sealed class UnusableSettingException(string message) : Exception(message);
