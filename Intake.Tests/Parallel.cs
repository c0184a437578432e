using NUnit.Framework;

// Fixtures with databases, hosts and clocks of their own are marked [Parallelizable(ParallelScope.Self)] and run five at a
// time. The others follow one after another: those about the process itself, its memory and what it costs, and the small ones.
[assembly: LevelOfParallelism(5)]
