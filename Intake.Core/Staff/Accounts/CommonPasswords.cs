namespace Intake.Core.Staff.Accounts;

/// <summary>
/// What people type when they are asked for fifteen characters: keyboard rows, counted digits, doubled words and the
/// famous phrases, in Danish and English. Folded: lower case, letters and digits only.
/// </summary>
internal static class CommonPasswords
{
    public static readonly string[] Folded =
    [
        "123456789012345", "1234567890123456", "12345678901234567890", "123456789123456789", "012345678901234",
        "0123456789abcdef", "098765432109876", "987654321098765", "1234567891011121314", "112233445566778899",
        "qwertyuiopasdfg", "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop123456", "qwertyuiop1234567890",
        "1234567890qwertyuiop", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv", "1qaz2wsx3edc4rfv5tgb", "qazwsxedcrfvtgb",
        "zxcvbnmasdfghjkl", "asdfghjklzxcvbnm", "qwertyqwertyqwerty", "qwerty123456789",
        "abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyzæøå", "abc123abc123abc123",
        "passwordpassword", "password12345678", "password123456789", "password1234567", "passwordpassword1", "mypasswordispassword",
        "thisismypassword", "thisisapassword", "thisispassword123", "letmeinletmeinletmein", "letmeinletmein1", "iloveyouiloveyou",
        "adminadminadmin", "administrator123", "administrator1234", "administratoradministrator", "welcomewelcome1", "welcometothejungle",
        "correcthorsebatterystaple", "correcthorsebattery", "tobeornottobethatisthequestion", "thequickbrownfox",
        "thequickbrownfoxjumpsoverthelazydog", "maytheforcebewithyou", "supercalifragilisticexpialidocious",
        "kodeordkodeord1", "kodeordkodeord", "kodeord12345678", "kodeord123456789", "adgangskode1234", "adgangskode12345",
        "adgangskode123456", "adgangskode123456789", "adgangskodeadgangskode", "mitkodeordermitkodeord",
        "velkommenvelkommen", "velkommen1234567", "velkommen123456", "jegelskerdigjegelskerdig",
        "sommersommersommer", "sommer2026sommer2026",
        "vinter2026vinter2026", "rødgrødmedfløde", "rodgrodmedflode", "højtbeltedegrisesmågrise", "københavnkøbenhavn",
        "danmarkdanmarkdanmark", "danmarkdanmark1", "whistleblower123", "whistleblower1234", "whistleblowerordning",
        "regionhovedstaden", "regionhovedstaden1", "fckøbenhavn12345",
    ];
}
