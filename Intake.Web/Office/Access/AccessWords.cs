using Intake.Core.Certification;
using Intake.Core.Staff.Audit;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Access;

/// <summary>A line of the access review in words, on its page and in its file alike.</summary>
internal static class AccessWords
{
    /// <summary>What is done without an account is the tool's or a job's; a sign-in that failed may be anybody's.</summary>
    public static string WhoOf(this Text text, AccessLine line) => line.Who
        ?? text[line.ByNobody && line.Action is not (AuditAction.SignInFailed or AuditAction.Locked) ? "Access.Tool" : "Access.Nobody"];

    /// <summary>What was done.</summary>
    public static string Did(this Text text, AccessLine line) =>
        text[line.IsForNewKeys ? "Access.Action.NewKeysLink" : $"Access.Action.{line.Action}"];
}
