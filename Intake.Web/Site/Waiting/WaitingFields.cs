using Intake.Web.Site.Forms;

namespace Intake.Web.Site.Waiting;

/// <summary>What a form needs to be able to wait.</summary>
public static class WaitingFields
{
    /// <summary>The hidden field with the turn. It stands before files, so that they can be taken as they stream.</summary>
    public const string Turn = "Turn";

    /// <summary>Seconds after which trying again is worth it.</summary>
    public const string RetryAfter = "10";

    /// <summary>A form that may come back with a turn.</summary>
    public static FormShape WithTurn(this FormShape shape) => shape.Text(Turn, 512);
}
