namespace Intake.Web.Site.Waiting;

/// <summary>Fills at a steady rate up to its size; each act takes one out. The caller locks and says what time it is.</summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeSpan now)
{
    private double level = burst;
    private TimeSpan filled = now;

    public bool HasOne(TimeSpan now)
    {
        Fill(now);
        return level >= 1;
    }

    public void TakeOne() => level -= 1;

    /// <summary>How long until there is one; a day where none ever comes.</summary>
    public TimeSpan UntilOne(TimeSpan now)
    {
        Fill(now);
        var missing = Math.Max(0, 1 - level);
        return missing == 0 ? TimeSpan.Zero : perSecond <= 0 ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(missing / perSecond);
    }

    private void Fill(TimeSpan now)
    {
        if (now > filled) level = Math.Min(burst, level + ((now - filled).TotalSeconds * perSecond));
        filled = now > filled ? now : filled;
    }
}
