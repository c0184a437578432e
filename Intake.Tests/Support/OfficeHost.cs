using System.Buffers.Text;
using Intake.Core.Staff.SignIn;
using Intake.Web.Office.Door;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Intake.Tests.Support;

/// <summary>The real web program on a founded scheme, and sign-ins for its staff.</summary>
public sealed class OfficeHost : IAsyncDisposable
{
    private OfficeHost(FoundedScheme founded, WebHost web) => (Founded, Web) = (founded, web);

    public FoundedScheme Founded { get; }
    public WebHost Web { get; }

    public static async Task<OfficeHost> StartAsync(
        FoundedScheme? founded = null, Action<WebApplication>? map = null, IReadOnlyDictionary<string, string?>? more = null)
    {
        founded ??= await FoundedScheme.CreateAsync();
        var web = await WebHost.StartAsync(map, builder => builder.Services.AddSingleton<TimeProvider>(new RealWaits(founded.Time)),
            new Dictionary<string, string?>(more ?? new Dictionary<string, string?>())
        {
            ["ConnectionStrings:Intake"] = founded.Databases.Server.WebConnectionString(founded.Databases.Name),
            ["ConnectionStrings:Vault"] = founded.Databases.Server.WebConnectionString(founded.Databases.VaultName),
            ["Intake:FileSecret"] = founded.FileSecretPath,
            ["Intake:SchemeRoot"] = founded.SchemeRootPath,
        });
        return new(founded, web);
    }

    /// <summary>The office of a program that a test has already started and will end itself.</summary>
    public static OfficeHost Over(FoundedScheme founded, WebHost web) => new(founded, web);

    /// <summary>The cookie of a live session for one of the cast, as a Cookie header; no password is typed.</summary>
    public async Task<string> CookieOfAsync(TestPerson person) => $"{OfficeCookie.Name}={await ValueOfAsync(person)}";

    /// <summary>A browser in which one of the cast is signed in; scripts are off. The caller disposes it.</summary>
    public async Task<IBrowserContext> BrowserOfAsync(TestPerson person, int width = 1280)
    {
        var context = await Browser.NewContextAsync(width: width);
        // Chromium accepts no __Host- cookie for an http address, but still sends one to loopback.
        await context.AddCookiesAsync([new Cookie
        {
            Name = OfficeCookie.Name, Value = await ValueOfAsync(person), Url = $"https://{Web.Address.Authority}/", Secure = true,
            HttpOnly = true,
            SameSite = SameSiteAttribute.Strict,
        }]);
        return context;
    }

    /// <summary>A GET with a cookie.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, string? cookie = null) => SendAsync(new(HttpMethod.Get, path), cookie);

    /// <summary>A form's post from one of our own pages, with a cookie.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string? cookie, params (string Name, string Value)[] fields) =>
        SendAsync(path, cookie, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>The same, of any form.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string? cookie, HttpContent form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return SendAsync(request, cookie);
    }

    /// <summary>Moves the clock, and makes the hour's session keys as the clock would.</summary>
    public async Task MoveAsync(TimeSpan by)
    {
        Founded.Time.AdjustTime(Founded.Time.GetUtcNow() + by);
        await using var db = Founded.Databases.AsWeb();
        await Founded.Services.GetRequiredService<RingKeys>().EnsureAsync(db, default);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? cookie)
    {
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await Web.Client.SendAsync(request);
    }

    private async Task<string> ValueOfAsync(TestPerson person)
    {
        await using var db = Founded.Databases.AsWeb();
        return Base64Url.EncodeToString(await person.BeginSessionAsync(db, Founded.Services.GetRequiredService<RingKeys>(), Founded.Time));
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Founded.DisposeAsync();
    }
}
