using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Intake.Core.Logging;

/// <summary>
/// A log that can't give a reporter away (promises 7 and 8). Lines of our own rooms are written as they are; of every
/// other category the values are left out, since they hold addresses, paths, headers and parameters, and the line says
/// which. An exception is written as <see cref="ExceptionOutline"/>, never with its message. No time: the collector adds
/// the time it received.
/// </summary>
public sealed partial class QuietLog(TextWriter output) : ILoggerProvider
{
    private readonly Lock oneLine = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() => output.Flush();

    private void Write(string line)
    {
        lock (oneLine)
        {
            output.WriteLine(line);
        }
    }

    [GeneratedRegex(@"\{@?(\w+)[^{}]*\}")]
    private static partial Regex Placeholder();

    private sealed class Category(QuietLog log, string name) : ILogger
    {
        private readonly bool speaksFreely =
            name.StartsWith("Intake.", StringComparison.Ordinal) || name == "Microsoft.Hosting.Lifetime";

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder().Append(logLevel).Append(' ').Append(name).Append(": ");
            line.Append(speaksFreely ? formatter(state, null) : Template(state));
            if (exception is not null)
            {
                line.Append(" | ").Append(ExceptionOutline.Of(exception));
            }

            log.Write(line.ToString().ReplaceLineEndings(" "));
        }

        private static string Template<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> values
            && values.FirstOrDefault(value => value.Key == "{OriginalFormat}").Value is string template
                ? Placeholder().Replace(template, "[$1 left out]")
                : "(a message without a template)";
    }
}
