using Intake.Bench;

// Runs every benchmark, or those named.
var all = new (string Name, Func<Task> Run)[]
{
    ("sealing", () => Task.Run(SealingBench.Run)),
    ("receipt", ReceiptBench.RunAsync),
    ("file", FileBench.RunAsync),
    ("web", WebBench.RunAsync),
    ("memory", MemoryBench.RunAsync),
    ("kills", KillsBench.RunAsync),
    ("flood", FloodBench.RunAsync),
    ("sweep", SweepBench.RunAsync),
    ("inbox", InboxBench.RunAsync),
    ("case", CasePageBench.RunAsync),
    ("outbox", OutboxBench.RunAsync),
    ("year", YearBench.RunAsync),
};
foreach (var (name, run) in all.Where(b => args.Length == 0 || args.Contains(b.Name)))
{
    await run();
    Console.WriteLine();
}
