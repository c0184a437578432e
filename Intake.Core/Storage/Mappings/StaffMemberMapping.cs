using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Core.Storage.Mappings;

internal sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.Property(x => x.Email).HasMaxLength(254);
        builder.Property(x => x.FullName).HasMaxLength(200);
        builder.Property(x => x.EncryptionKey).Bytes(65);
        builder.Property(x => x.SigningKey).Bytes(65);
        builder.Property(x => x.PasswordSalt).Bytes(16);
        builder.Property(x => x.UsedCode).Bytes(32);
        builder.Property(x => x.PasswordVerifier).Bytes(32);
        builder.Property(x => x.RecoverySalt).Bytes(16);
        builder.Property(x => x.RecoveryVerifier).Bytes(32);
        builder.Property(x => x.SavedView).Bytes(ViewSeal.SealedBytes);
        builder.Property(x => x.Language).HasMaxLength(2);
        builder.HasIndex(x => x.Email).IsUnique().HasFilter("sign_in_id IS NULL");
        builder.HasIndex(x => new { x.SchemeId, x.Email }).IsUnique();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.SignInId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SchemeRow>().WithMany().HasForeignKey(x => x.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_staff_member_email", "\"email\" = lower(\"email\")");
            table.HasCheckConstraint("ck_staff_member_language", "\"language\" IN ('da', 'en')");
            table.HasCheckConstraint("ck_staff_member_sign_in_id", """
                "sign_in_id" IS NULL OR ("sign_in_id" <> "id" AND "scheme_id" IS NOT NULL
                    AND num_nonnulls("password_salt", "password_verifier", "sealed_keys", "recovery_salt", "sealed_recovery_keys",
                        "recovery_verifier", "sealed_totp") = 0)
                """);
            table.HasCheckConstraint("ck_staff_member_substitute_id", "\"substitute_id\" IS NULL OR \"away_until\" IS NOT NULL");
        });
    }
}
