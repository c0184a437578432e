-- What waits of a case is told by the kinds of its entries alone: read from the index, without the sealed rows behind it.
DROP INDEX intake.ux_entry_compartment_id_position;
CREATE UNIQUE INDEX ux_entry_compartment_id_position ON intake.entry (compartment_id, position) INCLUDE (id, kind);

-- As before, each record once: of one number there may be thousands that are none of the report's.
CREATE OR REPLACE FUNCTION intake.shuffle_records(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    PERFORM intake.shuffle_reports(day);
    FOR place IN SELECT report_id, number, hash FROM intake.state_record WHERE made_on = day ORDER BY random() LOOP
        UPDATE intake.state_record SET sealed = sealed || ''::bytea
        WHERE report_id = place.report_id AND number = place.number AND hash = place.hash;
    END LOOP;
END $$;

-- A name and some units are a few hundred bytes.
ALTER TABLE intake.certificate DROP CONSTRAINT ck_certificate_body_length;
ALTER TABLE intake.certificate ADD CONSTRAINT ck_certificate_body_length CHECK (octet_length(body) <= 16384);
ALTER TABLE intake.revocation DROP CONSTRAINT ck_revocation_body_length;
ALTER TABLE intake.revocation ADD CONSTRAINT ck_revocation_body_length CHECK (octet_length(body) <= 16384);
