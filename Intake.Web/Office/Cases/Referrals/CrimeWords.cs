using Intake.Core.Reports.Contents;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>What was said of a suspicion, in words.</summary>
internal static class CrimeWords
{
    /// <summary>Whether somebody was asked, with day and number; of a mark or its end what it is.</summary>
    public static string Of(SuspicionContent said, Text text) => said.Contacted is not { } contacted
        ? text.Known($"Crime.Step.{said.Step}") ?? said.Step
        : string.Join(", ", new[]
        {
            text[contacted ? "Crime.Contact.Yes" : "Crime.Contact.No"], said.On is { } on ? text.Date(on) : null, said.Reference,
        }.OfType<string>());
}
            contacted ? text.Known($"Crime.Answer.{said.Interviews}") ?? text["Crime.Answer.Unanswered"] : null,
