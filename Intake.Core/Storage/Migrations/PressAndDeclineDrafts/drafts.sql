-- 9: whether the press may take the case up; 10: why a unit gives it back.
ALTER TABLE intake.work_draft DROP CONSTRAINT ck_work_draft_form;
ALTER TABLE intake.work_draft ADD CONSTRAINT ck_work_draft_form CHECK (form IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
