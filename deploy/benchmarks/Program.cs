using Intake.Bench;

// Runs every benchmark, or those named: sealing, receipt.
var wanted = args.Length == 0 ? ["sealing", "receipt"] : args;
if (wanted.Contains("sealing")) SealingBench.Run();
if (wanted.Contains("receipt")) await ReceiptBench.RunAsync();
