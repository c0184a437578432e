-- Who may do what. Run after every migration, as owner, in one transaction: it takes all rights away and gives these.
-- {web} and {worker} are the quoted names of the roles; nobody else may even connect.
REVOKE ALL ON SCHEMA intake FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA intake FROM PUBLIC, {web}, {worker};
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA intake FROM PUBLIC, {web}, {worker};
GRANT USAGE ON SCHEMA intake TO {web}, {worker};

-- Both ask at every start whether they, the data and the file secret belong together.
GRANT SELECT ON intake.migration, intake.installation TO {web}, {worker};

-- Web. Scheme files are loaded by the owner's command.
GRANT SELECT ON intake.scheme, intake.unit TO {web};

GRANT SELECT, INSERT, UPDATE ON intake.staff_member TO {web};
GRANT SELECT, INSERT, DELETE ON intake.staff_unit TO {web};
GRANT SELECT, INSERT, DELETE ON intake.pending_keys TO {web};
GRANT SELECT, INSERT, UPDATE (used_on) ON intake.invitation TO {web};
GRANT SELECT, INSERT ON intake.certificate, intake.certificate_signature TO {web};
GRANT SELECT, INSERT ON intake.revocation, intake.revocation_signature TO {web};
GRANT SELECT, INSERT, UPDATE (staff_id, sealed, ring_hour, expires_at), DELETE ON intake.staff_session TO {web};
GRANT SELECT, INSERT ON intake.ring_key TO {web};
GRANT SELECT, INSERT ON intake.audit TO {web};

-- Entries are only ever added; grants are added and taken away; an epoch can be closed. Web deletes no report.
GRANT SELECT, INSERT, UPDATE (state, category, severity, closed_on, keep_until, legal_hold, hold_asked_on)
    ON intake.report TO {web};
GRANT SELECT, INSERT ON intake.compartment TO {web};
GRANT SELECT, INSERT, UPDATE (closed) ON intake.epoch TO {web};
GRANT SELECT, INSERT, DELETE ON intake."grant" TO {web};
GRANT SELECT, INSERT ON intake.entry TO {web};
GRANT SELECT, INSERT, UPDATE (asked_again_on, read_to, marked_on, label, messages_seen, messages_proposed), DELETE
    ON intake.gate_pass TO {web};
-- What changed today, as the database's own triggers note it.
GRANT SELECT ON intake.case_change TO {web};
-- A handler's unsent form: saving again deletes the row and adds another.
GRANT SELECT, INSERT, DELETE ON intake.work_draft TO {web};

-- Confirming moves an attachment from staging to the report; what was not kept goes with the staging row.
GRANT SELECT, INSERT, UPDATE (report_id, staging_id, size_class) ON intake.attachment TO {web};
GRANT SELECT, INSERT ON intake.attachment_chunk TO {web};
GRANT SELECT, INSERT, UPDATE (sealed, expires_on), DELETE ON intake.staging TO {web};
GRANT SELECT, INSERT, DELETE ON intake.draft TO {web};
GRANT SELECT, INSERT ON intake.ticket_use TO {web};

GRANT SELECT, INSERT, UPDATE (state, step, accepted_on, in_charge) ON intake.referral TO {web};
GRANT SELECT, INSERT, UPDATE (due_on, met_on, ended_on, ended_by), DELETE ON intake.deadline TO {web};
GRANT SELECT ON intake.escalation TO {web};
GRANT SELECT, INSERT, UPDATE (state, next_at, not_before) ON intake.mail TO {web};
GRANT SELECT, INSERT ON intake.mail_cause TO {web};
GRANT SELECT ON intake.mail_count TO {web};
-- How its self-checks went; the worker tells of it.
GRANT SELECT, INSERT, UPDATE (tried_at, good_at, failed), DELETE ON intake.self_check TO {web};
GRANT SELECT ON intake.daily_root, intake.root_leaf TO {web};
-- What a step of a case has made of its open columns, signed by the person who took it.
GRANT SELECT, INSERT ON intake.state_record, intake.root_countersignature, intake.access_attestation TO {web};
GRANT SELECT, INSERT ON intake.accountability_report TO {web};
GRANT SELECT, INSERT, UPDATE (sealed) ON intake.follow_tally TO {web};
GRANT EXECUTE ON FUNCTION intake.recusals(uuid, date, date), intake.counted_entries(uuid) TO {web};

-- Worker: ids, dates and states. No key and no sealed column. Of grants the pseudonyms alone: a reminder goes to nobody
-- who does not hold the case.
GRANT SELECT ON intake.scheme, intake.unit TO {worker};
GRANT SELECT (id, scheme_id, email, full_name, roles, state, created_on, language, away_until, substitute_id)
    ON intake.staff_member TO {worker};
GRANT SELECT ON intake.staff_unit TO {worker};
GRANT SELECT (staff_id) ON intake.pending_keys TO {worker};
GRANT SELECT (id, staff_id, expires_on, used_on), DELETE ON intake.invitation TO {worker};
GRANT SELECT (staff_id, expires_at), DELETE ON intake.staff_session TO {worker};
GRANT SELECT (hour, expires_at), INSERT, DELETE ON intake.ring_key TO {worker};
GRANT SELECT (id, at, hash), INSERT ON intake.audit TO {worker};
GRANT SELECT ON intake.certificate, intake.certificate_signature TO {worker};
GRANT SELECT ON intake.revocation, intake.revocation_signature TO {worker};

-- Deleting a report cascades, with the owner's rights, to rows that the worker cannot read.
GRANT SELECT (id, scheme_id, received_on, state, category, severity, closed_on, keep_until, legal_hold, hold_asked_on), DELETE
    ON intake.report TO {worker};
GRANT SELECT (id, report_id, kind, referral_id) ON intake.compartment TO {worker};
GRANT SELECT (compartment_id, epoch, holder) ON intake."grant" TO {worker};
-- Who has opened a report, and is not asked again, hears of it no more, nor of what they proposed themselves; whose turn it is the
-- functions say, and no entry's kind.
GRANT SELECT (report_id, holder, asked_again_on, messages_proposed) ON intake.gate_pass TO {worker};
GRANT EXECUTE ON FUNCTION intake.waiting_entries(uuid), intake.waiting_messages(uuid), intake.waiting_proposals(uuid) TO {worker};
GRANT SELECT (id, compartment_id, hash, made_on) ON intake.entry TO {worker};
-- The one UPDATE is for locking: a row that somebody holds is passed over, and locking asks for it.
GRANT SELECT (id, scheme_id, made_on, expires_on), UPDATE (expires_on), DELETE ON intake.staging TO {worker};
GRANT SELECT (staging_id, report_id) ON intake.draft TO {worker};
GRANT SELECT (expires_on), DELETE ON intake.ticket_use TO {worker};

GRANT SELECT ON intake.referral, intake.deadline TO {worker};
GRANT SELECT, INSERT ON intake.escalation TO {worker};
GRANT SELECT, INSERT, UPDATE (state, attempts, next_at, not_before, failure), DELETE ON intake.mail TO {worker};
GRANT SELECT, INSERT, UPDATE (day), DELETE ON intake.mail_cause TO {worker};
GRANT SELECT, INSERT, UPDATE (sent) ON intake.mail_count TO {worker};
GRANT SELECT, INSERT, DELETE ON intake.mail_gone TO {worker};
GRANT SELECT ON intake.self_check TO {worker};
GRANT SELECT, INSERT ON intake.daily_root TO {worker};
GRANT SELECT, INSERT ON intake.root_leaf, intake.audit_day TO {worker};

-- A removal needs the file secret beside these rights. The worker opens what was signed of a report before it removes it.
GRANT SELECT, INSERT ON intake.removal, intake.removal_leaf TO {worker};
GRANT SELECT ON intake.state_record, intake.root_countersignature, intake.access_attestation TO {worker};
-- Deletion in two steps; a hold takes the first step back.
GRANT SELECT, INSERT, DELETE ON intake.deletion TO {worker};
GRANT INSERT ON intake.destruction TO {worker};
GRANT SELECT ON intake.deletion, intake.destruction TO {web};
GRANT EXECUTE ON FUNCTION intake.shuffle(date), intake.shuffle_drafts(date), intake.forget_changes() TO {worker};
GRANT SELECT, INSERT ON intake.accountability_report TO {worker};
GRANT EXECUTE ON FUNCTION intake.recusals(uuid, date, date), intake.counted_entries(uuid) TO {worker};
