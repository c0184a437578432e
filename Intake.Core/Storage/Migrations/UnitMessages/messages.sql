-- 50: an administrator to a unit, 51: a unit to the administrators.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 50, 51));

-- 6: declined by the unit, 7: taken back by an administrator.
ALTER TABLE intake.deadline DROP CONSTRAINT ck_deadline_ended_by;
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_ended_by CHECK (ended_by IN (1, 2, 3, 4, 5, 6, 7));

-- 70: one of those messages, 71 and 72: declined and taken back.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38, 39, 40, 41, 42, 43, 44, 70, 71, 72));

-- How many of those messages a person has seen in a case.
ALTER TABLE intake.gate_pass ADD COLUMN messages_seen integer NOT NULL DEFAULT 0;
ALTER TABLE intake.gate_pass ALTER COLUMN messages_seen DROP DEFAULT;
ALTER TABLE intake.gate_pass ADD CONSTRAINT ck_gate_pass_messages_seen CHECK (messages_seen >= 0);

CREATE INDEX ix_entry_kind ON intake.entry (kind) WHERE kind IN (50, 51);

-- Of a scheme's open reports the newest message of each referral, and whether it is to the unit. Ids only.
CREATE FUNCTION intake.waiting_messages(scheme uuid)
RETURNS TABLE (report_id uuid, referral_id uuid, entry_id uuid, to_unit boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT DISTINCT ON (c.id) c.report_id, c.referral_id, e.id, e.kind = 50
    FROM intake.entry e
    JOIN intake.compartment c ON c.id = e.compartment_id AND c.kind = 4
    JOIN intake.report r ON r.id = c.report_id
    WHERE e.kind IN (50, 51) AND r.scheme_id = scheme AND r.state IN (1, 2, 4, 5, 6)
    ORDER BY c.id, e.position DESC
$$;
