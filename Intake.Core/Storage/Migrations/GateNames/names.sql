-- 64: a name that an administrator added to the gate's card.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    40, 41, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 66));

-- 53: that it was added.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 60, 61, 62, 63, 64, 70, 71, 72, 80));

-- Who passed the gate before names were added is asked again.
ALTER TABLE intake.gate_pass ADD COLUMN asked_again_on date;
ALTER TABLE intake.gate_pass ADD CONSTRAINT ck_gate_pass_asked_again_on_year
    CHECK (asked_again_on >= '1900-01-01' AND asked_again_on < '3000-01-01');

DROP INDEX intake.ix_entry_kind;
CREATE INDEX ix_entry_kind ON intake.entry (kind) WHERE kind IN (48, 49, 50, 51, 61, 62, 63);

-- Where more messages to a reporter were proposed than sent or returned: how many wait, and the newest. Dialogue (2) and WorkFile (3).
CREATE FUNCTION intake.waiting_proposals(scheme uuid)
RETURNS TABLE (report_id uuid, referral_id uuid, entry_id uuid, waiting integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT c.report_id, c.referral_id, (array_agg(e.id ORDER BY e.position DESC) FILTER (WHERE e.kind = 61))[1],
        (count(*) FILTER (WHERE e.kind = 61) - count(*) FILTER (WHERE e.kind <> 61))::integer
    FROM intake.entry e
    JOIN intake.compartment c ON c.id = e.compartment_id AND c.kind IN (2, 3)
    JOIN intake.report r ON r.id = c.report_id
    WHERE e.kind IN (61, 62, 63) AND r.scheme_id = scheme AND r.state IN (1, 2, 4, 5, 6)
    GROUP BY c.id, c.report_id, c.referral_id
    HAVING count(*) FILTER (WHERE e.kind = 61) > count(*) FILTER (WHERE e.kind <> 61)
$$;
