using System.Text.Json;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>What a program that a file has taken over can ask of the kernel: the filter, the ids, the number of processes.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SandboxKernelTests
{
    [Test, Promise(10)]
    public async Task Nothing_inside_makes_a_namespace_a_mount_a_socket_or_looks_into_another_process()
    {
        const string attack = """
            import ctypes, json, os, platform, socket, subprocess
            libc = ctypes.CDLL(None, use_errno=True)
            def fails(call, *arguments):
                ctypes.set_errno(0)
                return libc[call](*arguments) == -1 and ctypes.get_errno() in (1, 38)
            def raises(act):
                try:
                    act()
                    return False
                except OSError:
                    return True
            arm = platform.machine() == "aarch64"
            def number(x64, arm64):
                return arm64 if arm else x64
            def syscall(x64, arm64, *arguments):
                return fails("syscall", number(x64, arm64), *arguments)
            found = {
                "unshare -U": subprocess.run(["/usr/bin/unshare", "-U", "true"], capture_output=True).returncode != 0,
                "unshare": fails("unshare", 0x10000000),
                "clone with a user namespace": syscall(56, 220, 0x10000000 | 17, 0, 0, 0, 0),
                "clone with a mount namespace": syscall(56, 220, 0x00020000 | 17, 0, 0, 0, 0),
                "clone3": syscall(435, 435, 0, 0),
                "setns": fails("setns", 0, 0),
                "mount": fails("mount", b"none", b"/tmp", b"tmpfs", 0, 0),
                "new mounts": syscall(428, 428, -100, b"/", 0),
                "chroot": fails("chroot", b"/tmp"),
                "ptrace": fails("ptrace", 0, 0, 0, 0),
                "another's memory": syscall(310, 270, os.getpid(), 0, 0, 0, 0, 0),
                "keyctl": syscall(250, 219, 0, 0, 0, 0, 0),
                "bpf": syscall(321, 280, 0, 0, 0),
                "perf": syscall(298, 241, 0, 0, -1, -1, 0),
                "userfaultfd": syscall(323, 282, 0),
                "io_uring": syscall(425, 425, 1, 0),
                "System V memory": syscall(29, 194, 0, 4096, 0o1600),
                **{f"socket {family}": raises(lambda: socket.socket(family, kind))
                   for family, kind in ((socket.AF_UNIX, 1), (socket.AF_INET, 1), (socket.AF_INET6, 2), (socket.AF_NETLINK, 3),
                                        (socket.AF_PACKET, 3), (socket.AF_ALG, 5), (socket.AF_VSOCK, 1))},
                "a pair of sockets": raises(socket.socketpair),
                "root again": raises(lambda: os.setuid(0)) or os.getuid() == 0 and raises(lambda: os.chown("/usr", 0, 0)),
            }
            print(json.dumps([name for name, stopped in found.items() if not stopped]))
            """;
        Assert.That(await SaidAsync(attack), Is.EqualTo("[]"), "what was not stopped");
    }

    [Test]
    public async Task A_fork_bomb_ends_at_a_few_processes()
    {
        const string bomb = """
            import os, sys, time
            made = 0
            try:
                for _ in range(1000):
                    if os.fork() == 0:
                        time.sleep(120)
                        os._exit(0)
                    made += 1
            except BlockingIOError:
                print("stopped", made, flush=True)
            else:
                print("never", flush=True)
            """;
        var said = (await SaidAsync(bomb)).Split(' ');
        Assert.That(said[0], Is.EqualTo("stopped"));
        Assert.That(
            int.Parse(said[1], System.Globalization.CultureInfo.InvariantCulture), Is.InRange(8, Sandbox.MostProcesses));
    }

    [Test]
    public async Task Nobody_inside_is_root_and_threads_and_programs_still_start()
    {
        const string work = """
            import json, os, subprocess, threading
            thread = threading.Thread(target=lambda: None)
            thread.start()
            thread.join()
            print(json.dumps([subprocess.run(["true"]).returncode, os.path.exists("/proc/self"), os.access("/usr", os.W_OK)]))
            """;
        var said = JsonDocument.Parse(await SaidAsync(work)).RootElement;
        Assert.That(said.EnumerateArray().Select(one => one.ToString()), Is.EqualTo(new[] { "0", "False", "False" }));
    }

    private static async Task<string> SaidAsync(string program)
    {
        var (sandbox, process) = await Sandbox.StartAsync(new CleanerSettings(), ["-c", program], 1 << 20);
        using (sandbox)
        {
            process.StandardInput.Close();
            var faults = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadLineAsync() ?? await faults;
            await sandbox.EndAsync();
            return said;
        }
    }
}
