using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>Keeps what a walk through the program shows.</summary>
internal abstract class Walk(string side, string language)
{
    private readonly List<Shown> shown = [];

    public IReadOnlyList<Shown> Seen => shown;

    protected string Language { get; } = language;

    /// <summary>Keeps an answer, which must be a page, and returns it.</summary>
    protected async Task<IDocument> KeepAsync(string name, Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        Assert.That(
            answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"), $"{side}/{name} ({Language}): {answer.StatusCode}");
        shown.Add(new Shown($"{side}/{name}", Language, await answer.Content.ReadAsStringAsync()));
        return await answer.PageAsync();
    }
}
