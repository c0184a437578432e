using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Schemes;

/// <summary>
/// Steps of escalation ladders that an earlier release kept by their place in the ladder get the number of what they are, by the
/// ladder that their scheme has now. Places are below 100 and numbers above, so that running it again changes nothing.
/// </summary>
public sealed class StepsByPlace(IntakeDb db, SchemeCatalogue schemes)
{
    /// <summary>
    /// Numbers them in every scheme whose file reads; in another one they are no steps of its ladder, and are taken once more.
    /// </summary>
    /// <returns>How many rows there were.</returns>
    public async Task<int> NumberAsync(CancellationToken cancel)
    {
        if (!await db.Escalations.AnyAsync(row => row.Step < 100, cancel)) return 0;
        var changed = 0;
        foreach (var id in await schemes.IdsAsync(cancel))
        {
            if (await LadderAsync(id, cancel) is not { } steps) continue;
            for (var place = 1; place <= steps.Count; place++)
            {
                changed += await db.Database.ExecuteSqlAsync($"""
                    UPDATE intake.escalation SET step = {steps[place - 1].Number}
                    FROM intake.deadline JOIN intake.report ON report.id = deadline.report_id
                    WHERE deadline.id = escalation.deadline_id AND report.scheme_id = {id} AND escalation.step = {place}
                    """, cancel);
            }
        }

        return changed;
    }

    private async Task<IReadOnlyList<Deadlines.EscalationStep>?> LadderAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            return (await schemes.GetAsync(id, cancel)).Deadlines.Ladder.Steps;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
