-- 4: a question, 5: feedback, 6: a message between unit and administrators, 7: the form that closes a case.
ALTER TABLE intake.work_draft DROP CONSTRAINT ck_work_draft_form;
ALTER TABLE intake.work_draft ADD CONSTRAINT ck_work_draft_form CHECK (form IN (1, 2, 3, 4, 5, 6, 7));
