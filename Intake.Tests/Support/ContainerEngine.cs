using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Intake.Tests.Support;

/// <summary>A container engine that has answered, found as the docker command finds it (DOCKER_HOST, context, usual socket).</summary>
public sealed class ContainerEngine
{
    // What Testcontainers' client asks for by default; older engines refuse it.
    private static readonly System.Version OldestByDefault = new(1, 44);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(5);

    private readonly DockerClient client;

    private ContainerEngine(DockerClient client) => this.client = client;

    public Uri Endpoint => client.Options.Endpoint;

    /// <summary>The engine, or the reason why there is none. Containers of test hosts that are gone are removed from it.</summary>
    /// <param name="endpoint">Where to look; as the docker command does, if not given.</param>
    /// <param name="limit">How long it may take to answer; 10 seconds if not given.</param>
    public static async Task<(ContainerEngine? Engine, string WhyNot)> FindAsync(Uri? endpoint = null, TimeSpan? limit = null)
    {
        var builder = new DockerClientBuilder();
        var client = (endpoint is null ? builder : builder.WithEndpoint(endpoint)).Build();
        try
        {
            using var deadline = new CancellationTokenSource(limit ?? AnswerLimit);
            var version = await client.System.GetVersionAsync(deadline.Token).WaitAsync(deadline.Token);
            if (System.Version.Parse(version.APIVersion) < OldestByDefault
                && Environment.GetEnvironmentVariable("DOCKER_API_VERSION") is null)
            {
                Environment.SetEnvironmentVariable("DOCKER_API_VERSION", version.APIVersion);
            }

            var engine = new ContainerEngine(client);
            await engine.RemoveLeftoversAsync();
            return (engine, "");
        }
        catch (Exception silent) when (silent is HttpRequestException or AggregateException or SocketException or IOException
            or OperationCanceledException or DockerApiException)
        {
            var where = client.Options.Endpoint;
            client.Dispose();
            return (null, $"no container engine answers at {where} ({silent.Message})");
        }
    }

    /// <summary>Empty when the engine has the image or could get it, else why not.</summary>
    public async Task<string> WhyNoImageAsync(string image)
    {
        try
        {
            await client.Images.InspectImageAsync(image);
            return "";
        }
        catch (DockerImageNotFoundException)
        {
            // Not there yet.
        }

        try
        {
            using var limit = new CancellationTokenSource(PullLimit);
            var (name, tag) = image.LastIndexOf(':') is var at && at > image.LastIndexOf('/')
                ? (image[..at], image[(at + 1)..]) : (image, "latest");
            await client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = name, Tag = tag }, null, new Progress<JSONMessage>(), limit.Token);
            await client.Images.InspectImageAsync(image, limit.Token);
            return "";
        }
        catch (Exception refused) when (refused is DockerApiException or HttpRequestException or OperationCanceledException)
        {
            return $"the container engine cannot get the image {image} ({refused.Message.Trim()})";
        }
    }

    /// <summary>Has the container removed when the result is disposed, or this process is gone.</summary>
    public WatchedProcess RemoveLater(string id) =>
        WatchedProcess.Start(
            "TERM", "/dev/null", ["/usr/bin/python3", Repository.PathOf("deploy", "lib", "container-remover"), Endpoint.ToString(), id]);

    /// <summary>The ids of all containers that tests have made here, running or not, and what they are marked with.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MadeByTestsAsync()
    {
        var filter =
            new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [TestHostMark.Label] = true } };
        var containers = await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filter });
        return containers.ToDictionary(container => container.ID, container => container.Labels[TestHostMark.Label]);
    }

    private async Task RemoveLeftoversAsync()
    {
        foreach (var (id, _) in (await MadeByTestsAsync()).Where(made => TestHostMark.IsGone(made.Value)))
        {
            await client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
        }
    }
}
