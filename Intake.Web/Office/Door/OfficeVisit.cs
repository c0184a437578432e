using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Door;

/// <summary>
/// One request to the back office: who asks, and what its pages and forms answer with. Handlers take it with
/// <c>[AsParameters]</c>.
/// </summary>
public sealed record OfficeVisit(OfficeSession Session, PageAddress Here, Text Text, CancellationToken Cancel)
{
    /// <summary>Another page of the office, after what was sent is done.</summary>
    internal SeeOther To(string page) => new(Here.To("office/" + page));
}
