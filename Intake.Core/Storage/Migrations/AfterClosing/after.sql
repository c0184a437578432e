-- 40: the reporter is asked how it has gone, 41: a closed case is opened again.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 40, 41,
    50, 51));

-- The audit's words for them.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38, 39, 40, 41, 42, 43, 44, 60, 61, 70, 71, 72));

-- 8: what was due after closing ends when the case is opened again.
ALTER TABLE intake.deadline DROP CONSTRAINT ck_deadline_ended_by;
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_ended_by CHECK (ended_by IN (1, 2, 3, 4, 5, 6, 7, 8));

-- As before, and of closed cases too: there the reporter answers how it has gone since.
CREATE OR REPLACE FUNCTION intake.waiting_entries(scheme uuid) RETURNS TABLE (report_id uuid, referral_id uuid, entry_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT c.report_id, c.referral_id, newest.id
    FROM intake.report r
    JOIN intake.compartment c ON c.report_id = r.id AND c.kind IN (2, 4)
    LEFT JOIN intake.referral f ON f.id = c.referral_id
    CROSS JOIN LATERAL (
        SELECT e.id, e.kind FROM intake.entry e
        WHERE e.compartment_id = c.id
            AND e.kind = ANY (CASE c.kind WHEN 2 THEN ARRAY[4, 14, 20, 22, 24, 5, 6, 15, 18, 21, 23, 40, 41] ELSE ARRAY[11, 12] END)
        ORDER BY e.position DESC LIMIT 1) newest
    WHERE r.scheme_id = scheme AND (r.state IN (1, 2, 4, 5, 6) OR (r.state = 7 AND c.kind = 2))
        AND (c.kind = 2 OR f.state IN (3, 4))
        AND (c.kind = 4 OR newest.kind IN (4, 14, 20, 22, 24))
$$;
