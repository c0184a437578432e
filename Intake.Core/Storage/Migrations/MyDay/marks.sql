-- What a person keeps about a case for themselves, beside their pass of its gate: under the pseudonym that their grants carry.
ALTER TABLE intake.gate_pass ADD COLUMN read_to integer NOT NULL DEFAULT 0;
ALTER TABLE intake.gate_pass ALTER COLUMN read_to DROP DEFAULT;
ALTER TABLE intake.gate_pass ADD COLUMN marked_on date;
ALTER TABLE intake.gate_pass ADD COLUMN label bytea;
ALTER TABLE intake.gate_pass ADD CONSTRAINT ck_gate_pass_read_to CHECK (read_to >= 0);
ALTER TABLE intake.gate_pass ADD CONSTRAINT ck_gate_pass_label CHECK (octet_length(label) = 305);

-- A mark moves its row; what moved on a day is moved again in the night, in no order. So is what was overlooked before.
ALTER FUNCTION intake.shuffle(date) RENAME TO shuffle_moves;
CREATE FUNCTION intake.shuffle(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    PERFORM intake.shuffle_moves(day);
    FOR place IN SELECT holder FROM intake.gate_pass WHERE marked_on = day ORDER BY random() LOOP
        UPDATE intake.gate_pass SET passed_on = passed_on WHERE holder = place.holder;
    END LOOP;
    -- A recusal closes epochs of earlier days, and a report takes up files that a draft was saved with.
    FOR place IN
        SELECT e.compartment_id, e.number FROM intake.epoch e
        WHERE EXISTS (SELECT FROM intake.epoch o WHERE o.compartment_id = e.compartment_id AND o.closed)
        ORDER BY random()
    LOOP
        UPDATE intake.epoch SET made_on = made_on WHERE compartment_id = place.compartment_id AND number = place.number;
    END LOOP;
    FOR place IN
        SELECT a.id FROM intake.attachment a JOIN intake.report r ON r.id = a.report_id WHERE r.received_on = day ORDER BY random()
    LOOP
        UPDATE intake.attachment SET size_class = size_class WHERE id = place.id;
    END LOOP;
END $$;
