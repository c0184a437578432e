using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>What an entry is, in a few words: by its kind, and by what it says where one kind says several things.</summary>
internal static class EntryTitle
{
    /// <summary>The words, such as a heading shows.</summary>
    public static string Of(ReadEntry entry, Text text) => entry.Kind switch
    {
        EntryKind.Exclusion when entry.As<ExclusionContent>() is { } exclusion => text[$"CaseFile.Entry.Exclusion.{WhoSaid(exclusion)}"],
        EntryKind.Decision when entry.As<DecisionContent>() is { What: nameof(DecisionKind.SentAsItStands) } =>
            text["CaseFile.Entry.Decision.Sent"],
        EntryKind.Decision when entry.As<DecisionContent>() is { What: nameof(DecisionKind.SentAlone) } =>
            text["CaseFile.Entry.Decision.Alone"],
        EntryKind.Decision when entry.As<DecisionContent>() is { What: nameof(DecisionKind.AccessEnded) } =>
            text["CaseFile.Entry.Decision.Ended"],
        _ => text[$"CaseFile.Entry.{entry.Kind}"],
    };

    private static string WhoSaid(ExclusionContent exclusion) => exclusion switch
    {
        { Reason: ExclusionContent.Recused } => "Recused",
        { Reason: ExclusionContent.ByStaff } => "Staff",
        { Reason: ExclusionContent.Ended } => "Ended",
        { Box: not null } => "Warned",
        _ => "Named",
    };
}
