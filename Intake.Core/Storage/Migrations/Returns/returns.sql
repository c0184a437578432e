-- 48: a referral taken back by an administrator, 49: one declined by the unit; each with its words.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    40, 41, 48, 49, 50, 51, 52, 53));

DROP INDEX intake.ix_entry_kind;
CREATE INDEX ix_entry_kind ON intake.entry (kind) WHERE kind IN (48, 49, 50, 51);

-- As before; what a referral ended with is a message too.
CREATE OR REPLACE FUNCTION intake.waiting_messages(scheme uuid)
RETURNS TABLE (report_id uuid, referral_id uuid, entry_id uuid, to_unit boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT DISTINCT ON (c.id) c.report_id, c.referral_id, e.id, e.kind IN (48, 50)
    FROM intake.entry e
    JOIN intake.compartment c ON c.id = e.compartment_id AND c.kind = 4
    JOIN intake.report r ON r.id = c.report_id
    WHERE e.kind IN (48, 49, 50, 51) AND r.scheme_id = scheme AND r.state IN (1, 2, 4, 5, 6)
    ORDER BY c.id, e.position DESC
$$;
