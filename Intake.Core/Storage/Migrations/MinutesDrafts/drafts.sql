-- 8: minutes of a talk.
ALTER TABLE intake.work_draft DROP CONSTRAINT ck_work_draft_form;
ALTER TABLE intake.work_draft ADD CONSTRAINT ck_work_draft_form CHECK (form IN (1, 2, 3, 4, 5, 6, 7, 8));
