using NUnit.Framework;

// Fixtures marked [Parallelizable(ParallelScope.Self)] run five at a time. The others follow one after another: those about the
// process itself, its memory, its floods and what a derivation costs.
[assembly: LevelOfParallelism(5)]
