-- A deadline whose cause went has ended, and nobody met it. 11: some unit has accepted the report.
ALTER TABLE intake.deadline ADD COLUMN ended_on date, ADD COLUMN ended_by smallint;
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_ended_by CHECK (ended_by IN (1, 2, 3, 4, 5));
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_ended
    CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL OR met_on IS NULL));
ALTER TABLE intake.deadline DROP CONSTRAINT ck_deadline_kind;
ALTER TABLE intake.deadline ADD CONSTRAINT ck_deadline_kind CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

-- 26: what staff decided about the case itself. FORMAT.md §11.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind
    CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26));
