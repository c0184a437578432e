-- The step of a person's last one-time code was the moment of their last sign-in, by name. What takes its place is of the file secret;
-- a code of the last minute and a half can be used once more after this.
ALTER TABLE intake.staff_member DROP COLUMN totp_last_step;
ALTER TABLE intake.staff_member ADD COLUMN used_code bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex');
ALTER TABLE intake.staff_member ALTER COLUMN used_code DROP DEFAULT;
ALTER TABLE intake.staff_member ADD CONSTRAINT ck_staff_member_used_code CHECK (octet_length(used_code) = 32);
ALTER TABLE intake.pending_keys DROP COLUMN totp_last_step;
ALTER TABLE intake.pending_keys ADD COLUMN used_code bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex');
ALTER TABLE intake.pending_keys ALTER COLUMN used_code DROP DEFAULT;
ALTER TABLE intake.pending_keys ADD CONSTRAINT ck_pending_keys_used_code CHECK (octet_length(used_code) = 32);

-- Mails that wait are sealed for less than they say: they are made again at the next sweep, since their causes go too.
DELETE FROM intake.mail;
DELETE FROM intake.mail_cause WHERE day >= current_date - 8;

-- As before, and what was overlooked: passes of the gate, which otherwise lie in the order in which cases were opened; of a report that
-- was written down for an earlier day, also that which is dated on its arrival; whatever moved of a report that day, referrals and
-- deadlines too; and the rows of staff, which move at each sign-in.
ALTER FUNCTION intake.shuffle(date) RENAME TO shuffle_records;
CREATE FUNCTION intake.shuffle(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    PERFORM intake.shuffle_records(day);
    FOR place IN SELECT holder FROM intake.gate_pass WHERE passed_on = day ORDER BY random() LOOP
        UPDATE intake.gate_pass SET passed_on = passed_on WHERE holder = place.holder;
    END LOOP;
    FOR place IN
        SELECT r.id FROM intake.report r
        WHERE EXISTS (SELECT FROM intake.state_record s WHERE s.report_id = r.id AND s.made_on = day)
            OR EXISTS (SELECT FROM intake.compartment c JOIN intake.epoch e ON e.compartment_id = c.id
                WHERE c.report_id = r.id AND e.made_on = day)
        ORDER BY random()
    LOOP
        UPDATE intake.report SET mailbox_wrap = mailbox_wrap || ''::bytea WHERE id = place.id;
        UPDATE intake.compartment SET id = id WHERE report_id = place.id;
    END LOOP;
    FOR place IN
        SELECT r.id FROM intake.referral r
        WHERE r.referred_on = day OR r.accepted_on = day
            OR EXISTS (SELECT FROM intake.state_record s WHERE s.report_id = r.report_id AND s.made_on = day)
        ORDER BY random()
    LOOP
        UPDATE intake.referral SET referred_on = referred_on WHERE id = place.id;
    END LOOP;
    FOR place IN
        SELECT d.id FROM intake.deadline d
        WHERE d.starts_on = day OR d.met_on = day OR d.ended_on = day
            OR EXISTS (SELECT FROM intake.state_record s WHERE s.report_id = d.report_id AND s.made_on = day)
        ORDER BY random()
    LOOP
        UPDATE intake.deadline SET starts_on = starts_on WHERE id = place.id;
    END LOOP;
    FOR place IN SELECT id FROM intake.staff_member ORDER BY random() LOOP
        UPDATE intake.staff_member SET email = email WHERE id = place.id;
    END LOOP;
END $$;
