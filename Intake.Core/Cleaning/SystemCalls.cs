using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Intake.Core.Cleaning;

/// <summary>
/// What a program in the sandbox may ask of the kernel, as a seccomp filter (seccomp(2), BPF of linux/filter.h). The list holds
/// what Python, ffmpeg, exiftool and poppler need to work on files in memory. All else does not exist for them (ENOSYS): sockets of
/// every family, ptrace, mounts, other namespaces, keys, bpf, perf, userfaultfd, io_uring, System V memory, modules, the clock.
/// </summary>
internal static class SystemCalls
{
    private const ushort Load = 0x20; // BPF_LD | BPF_W | BPF_ABS: a 32-bit word of struct seccomp_data.
    private const ushort IfEqual = 0x15;
    private const ushort IfAtLeast = 0x35;
    private const ushort IfAnyBit = 0x45;
    private const ushort Return = 0x06;

    private const uint Number = 0;
    private const uint Machine = 4;
    private const uint FirstArgument = 16; // Its lower half on a little-endian machine.

    private const uint Allow = 0x7FFF0000;
    private const uint NotThere = 0x00050000 | 38; // ENOSYS: a library tries an older way, and clone3 is made with clone.
    private const uint Forbidden = 0x00050000 | 1; // EPERM.
    private const uint Kill = 0x80000000;

    /// <summary>Every CLONE_NEW… flag that clone takes: mounts, cgroups, names, IPC, users, processes, network.</summary>
    private const uint NewNamespaces = 0x7E020000;

    /// <summary>x32 calls have this bit: another way to the same kernel.</summary>
    private const uint OtherAbi = 0x40000000;

    /// <summary>A call by name, its number on x86-64 and on arm64, where it has one.</summary>
    private const string Allowed = """
        read:0/63 write:1/64 readv:19/65 writev:20/66 pread64:17/67 pwrite64:18/68 preadv:295/69 pwritev:296/70 open:2/-
        openat:257/56 creat:85/- close:3/57 close_range:436/436 lseek:8/62 stat:4/- fstat:5/80 lstat:6/- newfstatat:262/79
        statx:332/291 statfs:137/43 fstatfs:138/44 access:21/- faccessat:269/48 faccessat2:439/439 readlink:89/- readlinkat:267/78
        getdents:78/- getdents64:217/61 getcwd:79/17 chdir:80/49 fchdir:81/50 dup:32/23 dup2:33/- dup3:292/24 fcntl:72/25
        flock:73/32 fsync:74/82 fdatasync:75/83 truncate:76/45 ftruncate:77/46 fallocate:285/47 fadvise64:221/223 sendfile:40/71
        copy_file_range:326/285 splice:275/76 tee:276/77 umask:95/166 mkdir:83/- mkdirat:258/34 rmdir:84/- rename:82/-
        renameat:264/38 renameat2:316/276 unlink:87/- unlinkat:263/35 link:86/- linkat:265/37 symlink:88/- symlinkat:266/36
        chmod:90/- fchmod:91/52 fchmodat:268/53 utime:132/- utimes:235/- utimensat:280/88 ioctl:16/29 pipe:22/- pipe2:293/59
        poll:7/- ppoll:271/73 select:23/- pselect6:270/72 epoll_create:213/- epoll_create1:291/20 epoll_ctl:233/21 epoll_wait:232/-
        epoll_pwait:281/22 eventfd:284/- eventfd2:290/19 inotify_init1:294/26 inotify_add_watch:254/27 inotify_rm_watch:255/28
        getxattr:191/8 lgetxattr:192/9 fgetxattr:193/10 listxattr:194/11 llistxattr:195/12 flistxattr:196/13
        mmap:9/222 munmap:11/215 mremap:25/216 mprotect:10/226 madvise:28/233 msync:26/227 mincore:27/232 brk:12/214
        execve:59/221 execveat:322/281 vfork:58/- fork:57/- clone:56/220 exit:60/93 exit_group:231/94 wait4:61/260 waitid:247/95
        kill:62/129 tkill:200/130 tgkill:234/131 getpid:39/172 getppid:110/173 gettid:186/178 getpgid:121/155 getpgrp:111/-
        setpgid:109/154 getsid:124/156 setsid:112/157 getuid:102/174 geteuid:107/175 getgid:104/176 getegid:108/177
        getresuid:118/148 getresgid:120/150 getgroups:115/158 setuid:105/146 setgid:106/144 setresuid:117/147 setresgid:119/149
        setgroups:116/159 capget:125/90 capset:126/91 prctl:157/167 arch_prctl:158/- set_tid_address:218/96 set_robust_list:273/99
        get_robust_list:274/100 rseq:334/293 futex:202/98 membarrier:324/283 sched_yield:24/124 sched_getaffinity:204/123
        sched_setaffinity:203/122 sched_getscheduler:145/120 sched_getparam:143/121 sched_get_priority_max:146/125
        sched_get_priority_min:147/126 getpriority:140/141 setpriority:141/140 getrlimit:97/163 setrlimit:160/164 prlimit64:302/261
        getrusage:98/165 sysinfo:99/179 uname:63/160 times:100/153 getcpu:309/168
        rt_sigaction:13/134 rt_sigprocmask:14/135 rt_sigpending:127/136 rt_sigtimedwait:128/137 rt_sigsuspend:130/133
        rt_sigreturn:15/139 sigaltstack:131/132 pause:34/- restart_syscall:219/128
        clock_gettime:228/113 clock_getres:229/114 clock_nanosleep:230/115 nanosleep:35/101 gettimeofday:96/169 time:201/-
        alarm:37/- getitimer:36/102 setitimer:38/103 timer_create:222/107 timer_settime:223/110 timer_gettime:224/108
        timer_delete:226/111 getrandom:318/278
        """;

    /// <summary>The filter for this machine, 8 bytes an instruction; null on a machine for which there is none.</summary>
    public static byte[]? Filter() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => Write(0xC000003E, column: 1),
        Architecture.Arm64 => Write(0xC00000B7, column: 2),
        _ => null,
    };

    private static byte[] Write(uint machine, int column)
    {
        var calls = Allowed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(':', '/'))
            .Where(row => row[column] != "-")
            .Select(row => (Name: row[0], Number: uint.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var clone = calls.Single(call => call.Name == "clone").Number;
        calls.RemoveAll(call => call.Name == "clone");

        // The ends stand last: not there, the look at clone's flags (two lines), allow, forbid, kill.
        var notThere = 5 + calls.Count;
        var (look, allow, kill) = (notThere + 1, notThere + 3, notThere + 5);
        var lines = new List<(ushort Code, int Then, int Else, uint Value)>
        {
            (Load, 0, 0, Machine), (IfEqual, 0, kill - 2, machine), (Load, 0, 0, Number),
            (IfAtLeast, notThere - 4, 0, OtherAbi), (IfEqual, look - 5, 0, clone),
        };
        lines.AddRange(calls.Select((call, place) => (IfEqual, allow - (6 + place), 0, call.Number)));
        lines.AddRange([(Return, 0, 0, NotThere), (Load, 0, 0, FirstArgument), (IfAnyBit, 1, 0, NewNamespaces),
            (Return, 0, 0, Allow), (Return, 0, 0, Forbidden), (Return, 0, 0, Kill)]);

        var program = new byte[8 * lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            var line = program.AsSpan(8 * i, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(line, lines[i].Code);
            line[2] = checked((byte)lines[i].Then);
            line[3] = checked((byte)lines[i].Else);
            BinaryPrimitives.WriteUInt32LittleEndian(line[4..], lines[i].Value);
        }

        return program;
    }
}
