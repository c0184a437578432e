using Intake.Core.Staff.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class PendingKeysMapping : IEntityTypeConfiguration<PendingKeys>
{
    public void Configure(EntityTypeBuilder<PendingKeys> builder)
    {
        builder.HasKey(x => x.StaffId);
        builder.Property(x => x.EncryptionKey).Bytes(65);
        builder.Property(x => x.SigningKey).Bytes(65);
        builder.Property(x => x.PasswordSalt).Bytes(16);
        builder.Property(x => x.UsedCode).Bytes(32);
        builder.Property(x => x.PasswordVerifier).Bytes(32);
        builder.Property(x => x.RecoverySalt).Bytes(16);
        builder.Property(x => x.RecoveryVerifier).Bytes(32);
        builder.ToTable(table => table.HasCheckConstraint("ck_pending_keys_secrets", """
            num_nonnulls("password_salt", "password_verifier", "sealed_keys", "recovery_salt", "recovery_verifier",
                "sealed_recovery_keys", "sealed_totp") IN (0, 7)
            """));
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.StaffId).OnDelete(DeleteBehavior.Restrict);
    }
}
