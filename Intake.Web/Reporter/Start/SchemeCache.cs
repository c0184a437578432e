using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Start;

/// <summary>A scheme, and whether enough people are there to read what is sent to it.</summary>
public sealed record ShelvedScheme(Scheme Scheme, bool IsOpen)
{
    /// <summary>Its start pages as drawn since it was last read, since they are the same for everybody.</summary>
    internal PageCache Pages { get; } = new();
}

/// <summary>
/// The schemes as the database had them a few seconds ago, so that a page which only informs costs no query. What was
/// known last stays at hand for the one page that must be drawn without a database: the form that gives its text back.
/// </summary>
public sealed class SchemeCache(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private volatile Shelf? last;

    /// <summary>All schemes, by title.</summary>
    public async ValueTask<IReadOnlyList<ShelvedScheme>> AllAsync(CancellationToken cancel) =>
        last is { } known && time.GetElapsedTime(known.Read) < Fresh ? known.Schemes : await ReadAsync(cancel);

    /// <summary>
    /// The scheme of this name where it is offered in the page's language, which then uses the scheme's wording; else
    /// null.
    /// </summary>
    public async ValueTask<ShelvedScheme?> FindAsync(string name, Text text, CancellationToken cancel) =>
        Pick(await AllAsync(cancel), name, text);

    /// <summary>As above, from memory where the database can't be asked: what was posted then can still be given back.</summary>
    public async ValueTask<ShelvedScheme?> FindOrRememberAsync(string name, Text text, CancellationToken cancel)
    {
        try
        {
            return await FindAsync(name, text, cancel);
        }
        catch (Exception failure) when (Failures.IsTransient(failure) && last is not null)
        {
            return Pick(last.Schemes, name, text);
        }
    }

    private static ShelvedScheme? Pick(IReadOnlyList<ShelvedScheme> schemes, string name, Text text)
    {
        var found = schemes.FirstOrDefault(one => one.Scheme.Name == name && one.Scheme.Languages.Contains(text.Language));
        text.Override(found?.Scheme.Texts.GetValueOrDefault(text.Language));
        if (found is not null) text.Offer(found.Scheme.Languages);
        return found;
    }

    private async Task<IReadOnlyList<ShelvedScheme>> ReadAsync(CancellationToken cancel)
    {
        var read = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ReportDesk>();
        var schemes = new List<ShelvedScheme>();
        foreach (var scheme in await scope.ServiceProvider.GetRequiredService<SchemeCatalogue>().AllAsync(cancel))
        {
            schemes.Add(new ShelvedScheme(scheme, await desk.IsOpenAsync(scheme, cancel)));
        }

        last = new Shelf(read, schemes);
        return schemes;
    }

    private sealed record Shelf(long Read, IReadOnlyList<ShelvedScheme> Schemes);
}
