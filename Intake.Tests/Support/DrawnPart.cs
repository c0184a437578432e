using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Intake.Tests.Support;

/// <summary>A part of a page, rendered alone as the site renders it.</summary>
public static class DrawnPart
{
    public static async Task<string> OfAsync<TPart>(Dictionary<string, object?> parameters, Action<IServiceCollection>? injected = null)
        where TPart : IComponent
    {
        var collection = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        injected?.Invoke(collection);
        await using var services = collection.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPart>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
