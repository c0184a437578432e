using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Reports.Exclusions;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>Two people say that a holder is not the one whom a text names.</summary>
internal static class ApartScene
{
    public static Task<CaseResult> ProposeAsync(this CaseScene scene, Sent sent, string about, string by) =>
        scene.ActAsync<ApartDesk, CaseResult>(by, (d, s) => d.ProposeAsync(
            sent.ReportId, s, [scene.Founded[about].Id], "En patient med samme navn.", default));

    /// <summary>The newest proposal about a person, as somebody else sees it.</summary>
    public static async Task<BarProposal> ProposalAsync(this CaseScene scene, Sent sent, string about, string seenBy) =>
        (await scene.ActAsync<ApartDesk, ApartView?>(seenBy, (d, s) => d.ReadAsync(sent.ReportId, s, default)))!
            .Proposals.Last(one => one.Bar.PersonId == scene.Founded[about].Id);

    public static Task<CaseResult> AnswerAsync(this CaseScene scene, Sent sent, BarProposal proposal, string by, bool agree = true) =>
        scene.ActAsync<ApartDesk, CaseResult>(by, (d, s) => d.AnswerAsync(
            sent.ReportId, s, proposal.EntryId, proposal.Digest, agree, "Jeg har spurgt i afsnittet.", default));

    /// <summary>Both, and they must succeed.</summary>
    public static async Task ToldApartAsync(this CaseScene scene, Sent sent, string about, string first, string second)
    {
        Assert.That(await scene.ProposeAsync(sent, about, first), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.AnswerAsync(sent, await scene.ProposalAsync(sent, about, second), second), Is.EqualTo(CaseResult.Done));
    }

    /// <summary>Who has the case and is named, with no two people to say otherwise, as one of the others sees it.</summary>
    public static async Task<IEnumerable<string>> NamedAsync(this CaseScene scene, Sent sent, string seenBy) =>
        (await scene.ReadAsync(sent, seenBy))!.NamedHolders.Select(person => person.FullName);
}
