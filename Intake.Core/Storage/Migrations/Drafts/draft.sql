-- Unfinished reports that their reporters saved. A draft is a row beside its staging and goes with it.
CREATE TABLE intake.draft (
    staging_id uuid NOT NULL,
    report_id uuid NOT NULL,
    lookup_hash bytea NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (staging_id),
    CONSTRAINT ck_draft_lookup_hash CHECK (octet_length(lookup_hash) = 32),
    CONSTRAINT fk_draft_staging_id FOREIGN KEY (staging_id) REFERENCES intake.staging (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ux_draft_lookup_hash ON intake.draft (lookup_hash);
CREATE UNIQUE INDEX ux_draft_report_id ON intake.draft (report_id);

-- Drafts lie for days, and are saved again on any of them. Those made since a day, and those that their scheme keeps
-- longest, which were saved on its last two days, are written anew each night, as shuffle() does with reports, so that
-- neither place nor transaction tells which was saved when. Older ones were, on the nights after they were saved.
CREATE FUNCTION intake.shuffle_drafts(since date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    place record;
BEGIN
    FOR place IN
        SELECT d.staging_id FROM (
            SELECT draft.staging_id, staging.made_on, staging.expires_on, max(staging.expires_on) OVER (PARTITION BY staging.scheme_id) AS latest
            FROM intake.draft JOIN intake.staging ON staging.id = draft.staging_id
        ) d
        WHERE d.made_on >= since OR d.expires_on > d.latest - 2 ORDER BY random()
    LOOP
        UPDATE intake.staging SET sealed = sealed || ''::bytea WHERE id = place.staging_id;
        UPDATE intake.draft SET sealed = sealed || ''::bytea WHERE staging_id = place.staging_id;
    END LOOP;
END $$;
