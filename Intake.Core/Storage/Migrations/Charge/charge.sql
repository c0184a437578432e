-- 56: who is in charge of a referral, 57: dates that an administrator set with it.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    40, 41, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57));

-- 51: somebody was put in charge of a referral.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38, 39, 40, 41, 42, 43, 44, 48, 49, 50, 51, 60, 61, 62, 63, 64, 70, 71, 72, 80));

-- The pseudonym that the person's grants carry in the report, so that the inbox finds cases by it.
ALTER TABLE intake.referral ADD COLUMN in_charge bytea;
ALTER TABLE intake.referral ADD CONSTRAINT ck_referral_in_charge CHECK (octet_length(in_charge) = 32);

-- The filter with which a person's inbox begins, sealed to them alone.
ALTER TABLE intake.staff_member ADD COLUMN saved_view bytea;
ALTER TABLE intake.staff_member ADD CONSTRAINT ck_staff_member_saved_view CHECK (octet_length(saved_view) = 1073);

-- As before; a referral whose person in charge changed on a day is moved again in the night, in no order.
ALTER FUNCTION intake.shuffle(date) RENAME TO shuffle_before_charge;
CREATE FUNCTION intake.shuffle(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    PERFORM intake.shuffle_before_charge(day);
    FOR place IN
        SELECT r.id FROM intake.referral r
        WHERE EXISTS (SELECT FROM intake.compartment c JOIN intake.entry e ON e.compartment_id = c.id
            WHERE c.referral_id = r.id AND e.kind = 56 AND e.made_on = day)
        ORDER BY random()
    LOOP
        UPDATE intake.referral SET referred_on = referred_on WHERE id = place.id;
    END LOOP;
END $$;
