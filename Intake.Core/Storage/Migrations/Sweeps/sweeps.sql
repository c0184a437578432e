-- Deadlines that are met or ended stay for years, and no sweep has to meet them.
DROP INDEX intake.ix_deadline_due_on;
CREATE INDEX ix_deadline_due_on ON intake.deadline (due_on) WHERE met_on IS NULL AND ended_on IS NULL;

-- As before, but of statements only those whose turn it is: that they were accepted or never sent stands in the referral's row.
CREATE OR REPLACE FUNCTION intake.waiting_entries(scheme uuid) RETURNS TABLE (report_id uuid, referral_id uuid, entry_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT c.report_id, c.referral_id, newest.id
    FROM intake.report r
    JOIN intake.compartment c ON c.report_id = r.id AND c.kind IN (2, 4)
    LEFT JOIN intake.referral f ON f.id = c.referral_id
    CROSS JOIN LATERAL (
        SELECT e.id, e.kind FROM intake.entry e
        WHERE e.compartment_id = c.id
            AND e.kind = ANY (CASE c.kind WHEN 2 THEN ARRAY[4, 14, 20, 22, 24, 5, 6, 15, 18, 21, 23] ELSE ARRAY[11, 12] END)
        ORDER BY e.position DESC LIMIT 1) newest
    WHERE r.scheme_id = scheme AND r.state IN (1, 2, 4, 5, 6) AND (c.kind = 2 OR f.state IN (3, 4))
        AND (c.kind = 4 OR newest.kind IN (4, 14, 20, 22, 24))
$$;
