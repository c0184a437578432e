using AngleSharp;
using AngleSharp.Dom;

namespace Intake.Tests.Support;

/// <summary>Reads an answer as a page, as a browser without script would.</summary>
public static class Html
{
    public static async Task<IDocument> PageAsync(this HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return await BrowsingContext.New().OpenAsync(page => page.Content(body));
    }

    public static async Task<IDocument> PageAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return await answer.PageAsync();
    }
}
