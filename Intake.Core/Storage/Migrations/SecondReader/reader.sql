-- 61: a message that a colleague is to read, 62: returned, 63: read and sent.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    40, 41, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63));

-- 45: such a message was proposed, 46: returned or taken back, 47: one was sent without a second reader.
ALTER TABLE intake.audit DROP CONSTRAINT ck_audit_action;
ALTER TABLE intake.audit ADD CONSTRAINT ck_audit_action CHECK (action IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 60, 61, 62, 63, 64, 70, 71, 72, 80));

-- How many messages of their own wait for a colleague of the person in a case.
ALTER TABLE intake.gate_pass ADD COLUMN messages_proposed integer NOT NULL DEFAULT 0;
ALTER TABLE intake.gate_pass ALTER COLUMN messages_proposed DROP DEFAULT;
ALTER TABLE intake.gate_pass ADD CONSTRAINT ck_gate_pass_messages_proposed_range
    CHECK (messages_proposed >= 0 AND messages_proposed <= 1000000000);
