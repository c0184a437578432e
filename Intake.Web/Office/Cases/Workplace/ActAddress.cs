using Intake.Core.Cases.Inbox;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>Where what a case waits for is done: the same page from My day and from the case.</summary>
internal static class ActAddress
{
    /// <summary>The page; the case itself for the conflict question, which stands there, and where nothing waits.</summary>
    /// <param name="here">The site.</param>
    /// <param name="id">The report.</param>
    /// <param name="action">What it waits for.</param>
    /// <param name="referral">The referral that an act on one is about; null where this person has none such.</param>
    /// <param name="answer">Where in the conversation the answer to read stands.</param>
    public static string Act(this PageAddress here, Guid id, NextAction action, Guid? referral, string answer = "thread") => action switch
    {
        NextAction.Screening => here.Case(id, "screening"),
        NextAction.Referral or NextAction.Routing => here.Case(id, "refer"),
        NextAction.Talk => here.Case(id, "talk"),
        NextAction.Closing => here.Case(id, "close"),
        NextAction.Hold => here.Case(id, "hold"),
        NextAction.CheckIn => here.Case(id, "look-after"),
        NextAction.Message => here.Case(id, "units"),
        NextAction.SecondReading => here.Tab(id, CaseTab.Conversation, "proposals"),
        NextAction.OpenWindow when referral is { } own => here.Referral(id, own, "window"),
        NextAction.AgreedTalk or NextAction.OpenWindow or NextAction.PoliceReport => here.Case(id, "dates"),
        NextAction.Feedback => here.Tab(id, CaseTab.Conversation, "feedback"),
        NextAction.Answer => here.Tab(id, CaseTab.Conversation, answer),
        NextAction.Statement or NextAction.SendStatement => here.OnStatement(id, referral, "/write"),
        NextAction.Review => here.OnStatement(id, referral, ""),
        NextAction.Assess => referral is { } own ? here.Referral(id, own, "assess") : here.Tab(id, CaseTab.Work),
        _ => here.Case(id),
    };

    private static string OnStatement(this PageAddress here, Guid id, Guid? referral, string page) =>
        referral is { } own ? here.Referral(id, own, "statement" + page) : here.Tab(id, CaseTab.Statements);
}
