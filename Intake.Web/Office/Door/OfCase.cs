namespace Intake.Web.Office.Door;

/// <summary>Marks pages of a case: its id stands in the address, and the session is of the person's account in its scheme.</summary>
internal sealed record OfCase;
