namespace Intake.Core.Deadlines;

/// <summary>A day on which offices are closed for a holiday.</summary>
/// <param name="Da">Its Danish name.</param>
/// <param name="En">Its English name.</param>
/// <param name="IsPublicHoliday">True for holidays of law; false for the days that are closed by agreement and custom.</param>
public sealed record ClosedDay(string Da, string En, bool IsPublicHoliday);
