using System.Net.Sockets;
using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class ContainerEngineTests
{
    [Test]
    public async Task A_socket_that_nobody_listens_on_is_no_engine()
    {
        using var workspace = new Workspace();
        var (engine, whyNot) = await ContainerEngine.FindAsync(new Uri("unix://" + workspace.PathOf("engine")));
        Assert.That(engine, Is.Null);
        Assert.That(whyNot, Does.Contain(workspace.PathOf("engine")));
    }

    [Test]
    public async Task A_listener_that_never_answers_is_no_engine()
    {
        using var workspace = new Workspace();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(workspace.PathOf("engine")));
        listener.Listen();
        var (engine, whyNot) = await ContainerEngine.FindAsync(new Uri("unix://" + workspace.PathOf("engine")), TimeSpan.FromSeconds(1));
        Assert.That(engine, Is.Null);
        Assert.That(whyNot, Does.Contain("no container engine answers"));
    }
}
