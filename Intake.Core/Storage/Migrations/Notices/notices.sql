ALTER TABLE intake.staff_member
    ADD COLUMN language varchar(2) NOT NULL DEFAULT 'da',
    ADD COLUMN away_until date,
    ADD COLUMN substitute_id uuid,
    ADD CONSTRAINT ck_staff_member_language CHECK (language IN ('da', 'en')),
    ADD CONSTRAINT ck_staff_member_substitute_id CHECK (substitute_id IS NULL OR away_until IS NOT NULL);
ALTER TABLE intake.staff_member ALTER COLUMN language DROP DEFAULT;

ALTER TABLE intake.mail
    DROP CONSTRAINT ck_mail_body_text,
    DROP CONSTRAINT ck_mail_kind,
    ADD CONSTRAINT ck_mail_body_text CHECK (body_text IS NULL OR kind NOT IN (1, 2, 5, 6)),
    ADD CONSTRAINT ck_mail_kind CHECK (kind IN (1, 2, 3, 4, 5, 6));

-- What the worker may know of entries' kinds: of a scheme's open reports the newest message of the reporter's that no message
-- of staff follows, and of each referral the newest statement or return. Ids only. A file in the Dialogue counts, since no open column says whose it is; the
-- acknowledgement counts as staff's, since what came before it was there when the report was opened.
CREATE FUNCTION intake.waiting_entries(scheme uuid) RETURNS TABLE (report_id uuid, referral_id uuid, entry_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT c.report_id, c.referral_id, newest.id
    FROM intake.report r
    JOIN intake.compartment c ON c.report_id = r.id AND c.kind IN (2, 4)
    CROSS JOIN LATERAL (
        SELECT e.id, e.kind FROM intake.entry e
        WHERE e.compartment_id = c.id
            AND e.kind = ANY (CASE c.kind WHEN 2 THEN ARRAY[4, 14, 20, 22, 24, 5, 6, 15, 18, 21, 23] ELSE ARRAY[11, 12] END)
        ORDER BY e.position DESC LIMIT 1) newest
    WHERE r.scheme_id = scheme AND r.state IN (1, 2, 4, 5, 6) AND (c.kind = 4 OR newest.kind IN (4, 14, 20, 22, 24))
$$;
