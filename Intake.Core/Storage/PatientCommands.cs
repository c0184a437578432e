using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Intake.Core.Storage;

/// <summary>Bounds each command by what is left of its request's <see cref="DatabasePatience"/>, and counts what it took.</summary>
internal sealed class PatientCommands : DbCommandInterceptor
{
    /// <inheritdoc />
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) =>
        Bounded(command, result);

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default) =>
        Bounded(command, result);

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result,
        CancellationToken cancellationToken = default) =>
        Bounded(command, result);

    /// <inheritdoc />
    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        Counted(eventData, result);

    /// <inheritdoc />
    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        Counted(eventData, result);

    /// <inheritdoc />
    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        Counted(eventData, result);

    /// <inheritdoc />
    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        DatabasePatience.Spend(eventData.Duration);
        return Task.CompletedTask;
    }

    private static ValueTask<T> Bounded<T>(DbCommand command, T result)
    {
        if (DatabasePatience.ForQuestion() is { } seconds && (command.CommandTimeout == 0 || seconds < command.CommandTimeout))
            command.CommandTimeout = seconds;
        return new(result);
    }

    private static ValueTask<T> Counted<T>(CommandExecutedEventData ran, T result)
    {
        DatabasePatience.Spend(ran.Duration);
        return new(result);
    }
}
