using Intake.Core.Cases;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Charge;

/// <summary>Who is in charge, in words.</summary>
internal static class ChargeWords
{
    /// <summary>The person, or that nobody is.</summary>
    public static string Of(PersonInCharge one, Text text) => one.Person is { } person ? text["Charge.Is", person.FullName]
        : text[one.Lost ? "Charge.Lost" : "Charge.Nobody"];
}
