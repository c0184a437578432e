-- 27: an action, 28: a duty towards others, 29: a task, 30: checklists, 31: an interview, 32: whether a party was heard.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32));

-- Forms that a handler saved and has not sent: one for each person and form, and no date.
CREATE TABLE intake.work_draft (
    id uuid NOT NULL,
    compartment_id uuid NOT NULL,
    epoch integer NOT NULL,
    holder bytea NOT NULL,
    form smallint NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT pk_work_draft PRIMARY KEY (id),
    CONSTRAINT ck_work_draft_form CHECK (form IN (1, 2, 3)),
    CONSTRAINT ck_work_draft_holder CHECK (octet_length(holder) = 32),
    CONSTRAINT fk_work_draft_compartment_id_epoch FOREIGN KEY (compartment_id, epoch)
        REFERENCES intake.epoch (compartment_id, number) ON DELETE CASCADE
);
CREATE INDEX ix_work_draft_compartment_id_epoch ON intake.work_draft (compartment_id, epoch);
CREATE UNIQUE INDEX ux_work_draft_compartment_id_holder_form ON intake.work_draft (compartment_id, holder, form);

-- Saved again, a draft is a new row: they too are moved in the night, in no order.
ALTER FUNCTION intake.shuffle(date) RENAME TO shuffle_marks;
CREATE FUNCTION intake.shuffle(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    PERFORM intake.shuffle_marks(day);
    FOR place IN SELECT id FROM intake.work_draft ORDER BY random() LOOP
        UPDATE intake.work_draft SET holder = holder WHERE id = place.id;
    END LOOP;
END $$;
