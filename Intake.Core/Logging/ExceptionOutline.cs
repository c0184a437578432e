using System.Data.Common;
using System.Diagnostics;
using System.Text;

namespace Intake.Core.Logging;

/// <summary>
/// What may be said of an exception: the types of its chain, a database's five-character state, and our own methods on
/// its stack. Messages are left out, because they quote what was read (a key violation prints the row).
/// </summary>
public static class ExceptionOutline
{
    private const int DeepestChain = 8;

    /// <summary>The outline of an exception and what caused it, on one line.</summary>
    public static string Of(Exception exception)
    {
        var outline = new StringBuilder();
        var current = exception;
        for (var depth = 0; current is not null && depth < DeepestChain; depth++, current = current.InnerException)
        {
            outline.Append(depth == 0 ? "" : " < ").Append(current.GetType().FullName);
            if (current is DbException { SqlState: { Length: 5 } state })
            {
                outline.Append('(').Append(state).Append(')');
            }
        }

        foreach (var method in OwnMethods(exception))
        {
            outline.Append(" at ").Append(method);
        }

        return outline.ToString();
    }

    private static IEnumerable<string> OwnMethods(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: false).GetFrames()
            .Select(frame => DiagnosticMethodInfo.Create(frame))
            .Where(method => method?.DeclaringTypeName?.StartsWith("Intake.", StringComparison.Ordinal) == true)
            .Select(method => method!.DeclaringTypeName + "." + method.Name);
}
