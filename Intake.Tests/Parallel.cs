using NUnit.Framework;

// Fixtures that mostly wait, on servers and clocks of their own, say [Parallelizable(ParallelScope.Self)] and run beside each
// other before all others, which run in turn.
[assembly: LevelOfParallelism(3)]
