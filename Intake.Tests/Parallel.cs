using NUnit.Framework;

// Fixtures that mostly wait, on their own servers and clocks, are marked [Parallelizable(ParallelScope.Self)] and run in
// parallel before all others, which run one after another.
[assembly: LevelOfParallelism(3)]
