-- That something of a report changed, for who remembers what they read of it: one row for each statement, with a random id and no date.
-- No reference to the report, since checking one would lock it. A row without a report: what was remembered before holds no more.
CREATE TABLE intake.case_change (
    id uuid NOT NULL,
    report_id uuid,
    CONSTRAINT pk_case_change PRIMARY KEY (id)
);

-- With the owner's rights: web and worker make no mark but by changing something.
CREATE FUNCTION intake.mark_reports() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO intake.case_change (id, report_id)
        SELECT gen_random_uuid(), r.id FROM intake.report r WHERE r.id IN (SELECT t.report_id FROM touched t);
    RETURN NULL;
END $$;

CREATE FUNCTION intake.mark_compartments() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO intake.case_change (id, report_id)
        SELECT gen_random_uuid(), r.id FROM intake.report r WHERE r.id IN (
            SELECT c.report_id FROM touched t JOIN intake.compartment c ON c.id = t.compartment_id);
    RETURN NULL;
END $$;

CREATE FUNCTION intake.mark_new_reports() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO intake.case_change (id, report_id) SELECT gen_random_uuid(), id FROM touched;
    RETURN NULL;
END $$;

CREATE FUNCTION intake.mark_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF TG_TABLE_NAME = 'report' THEN
        INSERT INTO intake.case_change (id, report_id) VALUES (gen_random_uuid(), NEW.id);
    ELSE
        INSERT INTO intake.case_change (id, report_id) VALUES (gen_random_uuid(), NEW.report_id);
    END IF;
    RETURN NULL;
END $$;

-- A deleted report leaves no mark with its id.
CREATE FUNCTION intake.mark_deletion() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    DELETE FROM intake.case_change WHERE report_id IN (SELECT id FROM touched);
    INSERT INTO intake.case_change (id) VALUES (gen_random_uuid());
    RETURN NULL;
END $$;

CREATE TRIGGER report_mark_new AFTER INSERT ON intake.report
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_new_reports();
CREATE TRIGGER report_mark_gone AFTER DELETE ON intake.report
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_deletion();
CREATE TRIGGER referral_mark_new AFTER INSERT ON intake.referral
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_reports();
CREATE TRIGGER deadline_mark_new AFTER INSERT ON intake.deadline
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_reports();
CREATE TRIGGER deadline_mark_gone AFTER DELETE ON intake.deadline
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_reports();
CREATE TRIGGER gate_pass_mark_new AFTER INSERT ON intake.gate_pass
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_reports();
CREATE TRIGGER gate_pass_mark_gone AFTER DELETE ON intake.gate_pass
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_reports();
CREATE TRIGGER grant_mark_new AFTER INSERT ON intake."grant"
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_compartments();
CREATE TRIGGER grant_mark_gone AFTER DELETE ON intake."grant"
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_compartments();
CREATE TRIGGER entry_mark_new AFTER INSERT ON intake.entry
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_compartments();
CREATE TRIGGER entry_mark_gone AFTER DELETE ON intake.entry
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION intake.mark_compartments();

-- Not where a row is only moved, as the night does with a day's rows.
CREATE TRIGGER report_mark AFTER UPDATE ON intake.report
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION intake.mark_row();
CREATE TRIGGER referral_mark AFTER UPDATE ON intake.referral
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION intake.mark_row();
CREATE TRIGGER deadline_mark AFTER UPDATE ON intake.deadline
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION intake.mark_row();
CREATE TRIGGER gate_pass_mark AFTER UPDATE ON intake.gate_pass
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION intake.mark_row();

-- The night: nothing shows any more which reports changed in the day. The worker may call this and no more.
CREATE FUNCTION intake.forget_changes() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    DELETE FROM intake.case_change;
    INSERT INTO intake.case_change (id) VALUES (gen_random_uuid());
END $$;
