namespace Intake.Tests.Support;

/// <summary>A removal that somebody with the worker's database password writes: all but the key that signs it.</summary>
internal static class ForgedRemoval
{
    /// <summary>As SQL: the next one, of every leaf that there is. Needs a daily root.</summary>
    public static string Of(Guid reportId) => $"""
        INSERT INTO intake.removal (id, number, day, report_id, reason, leaf_count, tree, previous, signature, hash)
            SELECT '6f3c1f6e-9d52-4c8f-8f3e-0a4b5c6d7e8f', (SELECT count(*) + 1 FROM intake.removal), day, '{reportId}', 1, 1, root,
                decode(repeat('00', 32), 'hex'), decode(repeat('00', 64), 'hex'), root
            FROM intake.daily_root LIMIT 1;
        INSERT INTO intake.removal_leaf SELECT '6f3c1f6e-9d52-4c8f-8f3e-0a4b5c6d7e8f', hash FROM intake.root_leaf
        """;
}
