using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

/// <summary>The server's answer to a statement that must not succeed.</summary>
internal static class Denial
{
    /// <summary>The role lacks the right.</summary>
    public static Task IsDeniedAsync(DbContext db, string sql) => IsAsync(db, sql, PostgresErrorCodes.InsufficientPrivilege);

    /// <summary>The row breaks a check constraint.</summary>
    public static Task BreaksACheckAsync(DbContext db, string sql) => IsAsync(db, sql, PostgresErrorCodes.CheckViolation);

    private static Task IsAsync(DbContext db, string sql, string state) => Assert.ThatAsync(
        () => db.Database.ExecuteSqlRawAsync(sql),
        Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(state),
        sql);
}
