using System.Security.Cryptography;
using Intake.Core.Staff.Accounts;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.SignIn;

/// <summary>The two fields in which a new password is written, as <c>NewPasswordFields</c> draws them.</summary>
internal static class NewPassword
{
    public static FormShape WithNewPassword(this FormShape shape) =>
        shape.Secret("Password", PasswordRules.LongestBytes).Secret("PasswordAgain", PasswordRules.LongestBytes);

    /// <summary>Adds what is wrong with the two before the rules of passwords are asked: missing, too long, or not the same.</summary>
    public static void Check(ReadForm form, FormErrors errors, Text text)
    {
        if (form.Faults.Any(fault => fault.Field is "Password" or "PasswordAgain"))
            errors.Add("Password", text[$"Password.Fault.{PasswordFault.TooLong}"]);
        else if (form.Secret("Password").Length == 0)
            errors.Add("Password", text["Password.Missing"]);
        else if (!CryptographicOperations.FixedTimeEquals(form.Secret("Password").Bytes, form.Secret("PasswordAgain").Bytes))
            errors.Add("PasswordAgain", text["Password.NotTheSame"]);
    }

    public static string InWords(PasswordFault? fault, Text text) => text[$"Password.Fault.{fault}"];
}
