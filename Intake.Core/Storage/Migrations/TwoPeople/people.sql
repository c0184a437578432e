-- 54: a proposal that somebody is not the one whom a text names, 55: the answer to it.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    40, 41, 48, 49, 50, 51, 52, 53, 54, 55));

-- 48: one person's access to one case was ended; 49: a bar by name was to be lifted, 50: that was answered.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38, 39, 40, 41, 42, 43, 44, 48, 49, 50, 60, 61, 62, 63, 64, 70, 71, 72, 80));
