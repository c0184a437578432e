-- Accountability reports: figures of a period as JSON, signed by the installation.
CREATE TABLE intake.accountability_report (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    made_on date NOT NULL,
    scheduled boolean NOT NULL,
    document bytea NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT pk_accountability_report PRIMARY KEY (id),
    CONSTRAINT ck_accountability_report_signature CHECK (octet_length(signature) = 64),
    CONSTRAINT fk_accountability_report_scheme_id FOREIGN KEY (scheme_id) REFERENCES intake.scheme (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ux_accountability_report_scheme_id_from_on_to_on
    ON intake.accountability_report (scheme_id, from_on, to_on) WHERE scheduled;

-- The recusals of a scheme, and no other audit row: the worker, which counts them, is shown nothing else of what staff did.
CREATE FUNCTION intake.recusals(scheme uuid, since date, until date) RETURNS TABLE (id uuid, day date, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT line.id, (line.at AT TIME ZONE 'Europe/Copenhagen')::date, line.sealed
    FROM intake.audit line
    WHERE line.scheme_id = scheme AND line.action = 10
        AND line.at >= (since::timestamp AT TIME ZONE 'Europe/Copenhagen')
        AND line.at < ((until + 1)::timestamp AT TIME ZONE 'Europe/Copenhagen')
$$;

-- Of a scheme's entries those that accountability reports count: acknowledgements, screenings, questions, answers, feedback,
-- statements, their returns and acceptances, orientations. The worker is shown no other entry's kind.
CREATE FUNCTION intake.counted_entries(scheme uuid)
RETURNS TABLE (report_id uuid, referral_id uuid, kind integer, made_on date, place integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT room.report_id, room.referral_id, entry.kind::integer, entry.made_on, entry.position
    FROM intake.entry entry
    JOIN intake.compartment room ON room.id = entry.compartment_id
    JOIN intake.report report ON report.id = room.report_id
    WHERE report.scheme_id = scheme AND entry.kind IN (4, 5, 6, 7, 11, 12, 13, 15, 19)
$$;
