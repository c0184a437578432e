using Intake.Core.Sealing;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>Who wrote an entry, in the words of the office.</summary>
internal static class Senders
{
    /// <summary>The reporter, or a person's name and role.</summary>
    public static string Of(Party author, Text text) => author switch
    {
        { IsMailbox: true } => text["CaseFile.Sender.Reporter"],
        { IsAdministrator: true } => text["CaseFile.Sender.Administrator", author.Certificate!.FullName],
        _ => text["CaseFile.Sender.Handler", author.Certificate!.FullName],
    };
}
