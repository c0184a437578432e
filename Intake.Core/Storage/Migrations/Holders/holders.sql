-- 66: who was given a case, or that a referral is over.
ALTER TABLE intake.entry DROP CONSTRAINT ck_entry_kind;
ALTER TABLE intake.entry ADD CONSTRAINT ck_entry_kind CHECK (kind IN (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
    40, 41, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 66));
