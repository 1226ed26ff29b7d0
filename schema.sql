-- The terminal's register, as it lies in the SQLCipher file. Read this first to understand the data.
--
-- Everything a user has committed stands in `own_change` (the journal); `ent` holds what the journal comes to, one
-- packed row per record; the kind tables at the end and the search tables are projections of `ent` that can be
-- dropped and built again. `access_log` is a journal of its own. Ids are 16 raw bytes, moments are UTC
-- milliseconds, days are days since 1970-01-01, money is cents. A value that was never asked has no head in `ent`;
-- one that was asked and is none has a head without a value. Never decide it from NULL.
--
-- Replicated tables declare no foreign keys: with a central office a parent may come later than its child.
--
-- Without a central office every head is our own. The tables of what the centre has confirmed, of feeds and their
-- marks, of the conflict inbox, of packs and bundles come with the centre, by a migration.

-- --- identity of this database -------------------------------------------------------------------------------

-- db_id, machine_id, office_id, office, machine, hetu_key, area_unit, practice, language, open_visit:USER:VISIT,
-- open_session:RUN, ...
CREATE TABLE meta (k TEXT PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID;

-- One row: the life of this database. The newest timestamp given out is that of the newest entry of its streams.
CREATE TABLE sync_meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  dev BLOB NOT NULL,                        -- this incarnation
  last_seen INTEGER NOT NULL,               -- a moment that was believed though nothing was written at it
  clock_offset INTEGER NOT NULL DEFAULT 0,  -- ms, from the last contact with a central office
  hello_ctr INTEGER NOT NULL DEFAULT 0,
  about_until INTEGER NOT NULL DEFAULT 0    -- place of the last access-log row that log_about has looked at
);

-- Streams: (incarnation, feed). A feed is the office x a compartment; 127 is the log. The newest entry of a stream is
-- found in its journal; n, c and ts are noted behind, when nobody waits: there were so many entries at least.
CREATE TABLE stream (
  stream INTEGER PRIMARY KEY,               -- incarnation's number << 8 | 255 - comp
  dev BLOB NOT NULL,
  comp INTEGER NOT NULL,
  feed BLOB NOT NULL,
  n INTEGER NOT NULL,                       -- the newest n when it was noted
  c BLOB NOT NULL,                          -- hash of that header; zeros for n = 0
  ts INTEGER NOT NULL,                      -- its timestamp, ms << 16 | counter; 0 for n = 0
  closed INTEGER,                           -- when a restore closed it
  UNIQUE (dev, comp)
);

-- --- the journal ---------------------------------------------------------------------------------------------

-- Own changes: outbox and record. Rows are only ever marked. Without a central office this is the journal itself.
CREATE TABLE own_change (
  place INTEGER PRIMARY KEY,                -- stream << 40 | n
  c BLOB NOT NULL,
  header BLOB NOT NULL,                     -- deterministic CBOR, never changed
  body BLOB NOT NULL,                       -- values and salts; redaction takes them out
  base_copy BLOB,                           -- base values of replaced ops, once there is a central office
  stored_at INTEGER,
  durable_at INTEGER,
  echo_seq INTEGER,
  dead BLOB,
  quarantine TEXT
);

-- Records: all head metadata of one packed in `meta`, their values in `state`.
CREATE TABLE ent (
  row INTEGER PRIMARY KEY,                  -- out of the id (src/store/row.rs); the same in its kind's table
  entity BLOB NOT NULL,
  comp INTEGER NOT NULL,
  gen INTEGER NOT NULL DEFAULT 0,
  subj BLOB,                                -- the client; NULL for office kinds
  kind INTEGER NOT NULL,                    -- 9999 for sealed records: the real kind is inside
  home INTEGER NOT NULL DEFAULT 0,
  last_seq INTEGER,
  conflicts INTEGER NOT NULL DEFAULT 0,     -- cells that people must decide
  apart INTEGER NOT NULL,                   -- 1: no kind's table shows it (sealed, withdrawn, of a newer program)
  meta BLOB NOT NULL,
  state BLOB NOT NULL
);
-- The records of a client are the rows of the kinds' tables under it, and these.
CREATE INDEX ent_apart ON ent (subj, kind) WHERE apart = 1;
CREATE INDEX ent_conflict ON ent (subj) WHERE conflicts > 0;

-- Superseded values, for display only; the merge never reads it.
CREATE TABLE history (
  row INTEGER PRIMARY KEY,
  entity BLOB NOT NULL,
  field INTEGER NOT NULL,                   -- cell number
  stream INTEGER NOT NULL,
  n INTEGER NOT NULL,
  op INTEGER NOT NULL,
  value BLOB,                               -- CBOR; NULL: asked and none
  user BLOB NOT NULL,
  ts INTEGER NOT NULL
);
CREATE INDEX history_entity ON history (entity, field, ts);

-- --- sealed compartments -------------------------------------------------------------------------------------

CREATE TABLE subject_key (
  subj BLOB NOT NULL,
  comp INTEGER NOT NULL,
  key_id BLOB NOT NULL,                     -- 8 bytes; whose is told by all three
  created INTEGER NOT NULL,
  PRIMARY KEY (subj, comp, key_id)
) WITHOUT ROWID;

CREATE TABLE key_wrap (
  key_id BLOB NOT NULL,
  key_epoch INTEGER NOT NULL,
  type INTEGER NOT NULL,                    -- 1 under the compartment key, 2 dropped to its public half
  blob BLOB NOT NULL,
  PRIMARY KEY (key_id, key_epoch, type, blob)
) WITHOUT ROWID;

CREATE TABLE sealed_record (
  entity BLOB PRIMARY KEY,
  subj BLOB NOT NULL,
  comp INTEGER NOT NULL,
  author BLOB NOT NULL,
  ts INTEGER NOT NULL,
  cell BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX sealed_record_subj ON sealed_record (subj, comp);

-- Public halves of the compartment keys, for those who may write but not read.
CREATE TABLE compartment_key (
  comp INTEGER NOT NULL,
  key_epoch INTEGER NOT NULL,
  public BLOB NOT NULL,                     -- X25519
  created INTEGER NOT NULL,
  PRIMARY KEY (comp, key_epoch)
) WITHOUT ROWID;

-- --- people of the office ------------------------------------------------------------------------------------

CREATE TABLE unit (id BLOB PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE user_account (
  user BLOB PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,               -- NFC, lower case
  name TEXT NOT NULL,
  unit BLOB NOT NULL,
  slot_gen INTEGER NOT NULL,                -- as in the keyslots file; 0 while only an activation slot exists
  sig_pub BLOB,                             -- Ed25519, of the keyslot
  kem_pub BLOB,                             -- X25519, of the keyslot: what keys are handed over to
  own_hetu BLOB,                            -- keyed hash: the own file never opens
  created INTEGER NOT NULL,
  passivated INTEGER
) WITHOUT ROWID;

-- Roles of a stand-alone or practice office; a central office replaces them by grants.
CREATE TABLE local_role (
  user BLOB NOT NULL,
  role TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  agreement_day INTEGER NOT NULL,
  granted_by BLOB NOT NULL,
  granted_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (user, role, granted_at)
) WITHOUT ROWID;

-- Individual dated rights to a sealed compartment, beside the role; with a central office they come in the grant. Why
-- one was given stands in its log row, sealed to the log auditor.
CREATE TABLE local_right (
  user BLOB NOT NULL,
  comp INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  granted_by BLOB NOT NULL,
  granted_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (user, comp, granted_at)
) WITHOUT ROWID;

-- Files of declared close persons never open for the user either; keyed hashes.
CREATE TABLE close_person (user BLOB NOT NULL, hetu BLOB NOT NULL, PRIMARY KEY (user, hetu)) WITHOUT ROWID;

-- Texts not yet saved, sealed to their user; the place is inside the seal. A turvakielto forgets those about its client.
CREATE TABLE draft (
  id BLOB PRIMARY KEY,
  user BLOB NOT NULL,
  subj BLOB,                                -- the client whose file was open
  at INTEGER NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX draft_user ON draft (user);

-- --- the access log ------------------------------------------------------------------------------------------

CREATE TABLE access_log (
  place INTEGER PRIMARY KEY,                -- stream << 40 | n
  header BLOB NOT NULL,
  body BLOB,                                -- salt and CBOR; retention may take it out
  c BLOB NOT NULL,
  stored_at INTEGER,
  durable_at INTEGER,
  mac BLOB,                                 -- reserved
  ts INTEGER NOT NULL,                      -- projections of header and body, for queries
  user BLOB,
  action INTEGER NOT NULL,
  subj BLOB
);

-- Which rows are about a client. Filled behind, when nobody waits: a visit makes many rows about one client, and none
-- of them waits for a page of this. Rows after `sync_meta.about_until` are looked through one by one.
CREATE TABLE log_about (subj BLOB NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (subj, place)) WITHOUT ROWID;

CREATE TABLE log_checkpoint (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL);

-- --- search --------------------------------------------------------------------------------------------------

-- One row per person. `row` is an order-preserving packed sort key of the name (40 bits) and a tie-breaker
-- (23 bits): hits come out of the index in the order of names, and nothing is sorted.
CREATE TABLE search_doc (
  row INTEGER PRIMARY KEY,
  person BLOB NOT NULL UNIQUE,
  exact TEXT NOT NULL,                      -- name words as written, lower case
  folded TEXT NOT NULL,                     -- folded words that differ from these, birth date, end of the phone
  name TEXT NOT NULL,
  born INTEGER,
  hetu TEXT,
  municipality TEXT,
  flags INTEGER NOT NULL                    -- 1 turvakielto, 2 no customer, from bit 8 on the last day as one
);

CREATE VIRTUAL TABLE search USING fts5 (
  exact, folded,
  content = 'search_doc', content_rowid = 'row', detail = column,
  prefix = '1 2 3 4 5 6 7',
  tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO search (search, rank) VALUES ('automerge', 8);

-- Identity codes, today's and former ones.
CREATE TABLE search_hetu (
  hetu TEXT NOT NULL,
  person BLOB NOT NULL,
  former INTEGER NOT NULL,
  PRIMARY KEY (hetu, person)
) WITHOUT ROWID;
-- Whoever is in it already is written anew: without this each change of a person reads the codes of everybody.
CREATE INDEX search_hetu_person ON search_hetu (person);

-- --- record kinds ---------------------------------------------------------------------------------------------
-- Written from src/register/kinds: `LUUKKU_WRITE_SCHEMA=1 cargo test --lib schema` rewrites what follows.

CREATE TABLE "person" ( -- 10
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "hetu" TEXT,
  "foreign_id" TEXT,
  "surname" TEXT,
  "first_names" TEXT,
  "call_name" TEXT,
  "birth_date" INTEGER,
  "sex" TEXT,
  "mother_tongue" TEXT,
  "service_language" TEXT,
  "citizenships" TEXT,
  "protected" INTEGER,
  "protected_until" INTEGER,
  "identity_state" TEXT,
  "death_date" INTEGER,
  "merged_into" BLOB,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX person_person ON "person" (person, "surname");

CREATE TABLE "former_identifier" ( -- 11
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "old_hetu" TEXT,
  "new_hetu" TEXT,
  "changed_on" INTEGER,
  "reason" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "corrects" BLOB,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX former_identifier_person ON "former_identifier" (person, "changed_on");
CREATE INDEX former_identifier_corrects ON "former_identifier" (person, corrects) WHERE corrects IS NOT NULL;

CREATE TABLE "contact_info" ( -- 12
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "street" TEXT,
  "postcode" TEXT,
  "post_office" TEXT,
  "municipality" TEXT,
  "country" TEXT,
  "abroad_address" TEXT,
  "phone" TEXT,
  "phone_note" TEXT,
  "email" TEXT,
  "contact_address" TEXT,
  "preferred_channel" TEXT,
  "electronic_consent" INTEGER,
  "valid_from" INTEGER,
  "vtj_checked" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX contact_info_person ON "contact_info" (person, "valid_from");

CREATE TABLE "special_arrangement" ( -- 14
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "arrangement" TEXT,
  "language" TEXT,
  "details" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX special_arrangement_person ON "special_arrangement" (person, "start");

CREATE TABLE "visit" ( -- 15
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "at" INTEGER,
  "channel" TEXT,
  "queue_no" TEXT,
  "purpose" TEXT,
  "id_method" TEXT,
  "id_document" TEXT,
  "id_result" TEXT,
  "desk" TEXT,
  "served_by" BLOB,
  "closed" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "corrects" BLOB,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX visit_person ON "visit" (person, "at");
CREATE INDEX visit_corrects ON "visit" (person, corrects) WHERE corrects IS NOT NULL;

CREATE TABLE "customership" ( -- 16
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "start" INTEGER,
  "end" INTEGER,
  "end_reason" TEXT,
  "home_unit" BLOB,
  "service_ground" TEXT,
  "segment" TEXT,
  "segment_on" INTEGER,
  "informed_on" INTEGER,
  "informed_how" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX customership_person ON "customership" (person, "start");

CREATE TABLE "officer_assignment" ( -- 17
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "officer" BLOB,
  "role" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX officer_assignment_person ON "officer_assignment" (person, "start");

CREATE TABLE "benefit_payer" ( -- 18
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "payer" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "note" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX benefit_payer_person ON "benefit_payer" (person, "start");

CREATE TABLE "job_search_period" ( -- 19
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "requested_at" INTEGER,
  "start" INTEGER,
  "registered_on" INTEGER,
  "start_channel" TEXT,
  "information_given" INTEGER,
  "renew_by" INTEGER,
  "end" INTEGER,
  "end_reason" TEXT,
  "legal_end" TEXT,
  "online_restart_barred" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX job_search_period_person ON "job_search_period" (person, "start");

CREATE TABLE "employment_status" ( -- 20
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "status" TEXT,
  "start" INTEGER,
  "end" INTEGER,
  "end_reason" TEXT,
  "expected_end" INTEGER,
  "weekly_minutes" INTEGER,
  "employer" BLOB,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX employment_status_person ON "employment_status" (person, "start");

CREATE TABLE "contact" ( -- 24
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "at" INTEGER,
  "method" TEXT,
  "subject" TEXT,
  "text" TEXT,
  "officer" BLOB,
  "booking" BLOB,
  "minutes" INTEGER,
  "follow_up" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "corrects" BLOB,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX contact_person ON "contact" (person, "at");
CREATE INDEX contact_corrects ON "contact" (person, corrects) WHERE corrects IS NOT NULL;

CREATE TABLE "work_history" ( -- 26
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "employer_name" TEXT,
  "employer" BLOB,
  "occupation" TEXT,
  "title" TEXT,
  "start" TEXT,
  "end" TEXT,
  "weekly_minutes" INTEGER,
  "employment_type" TEXT,
  "notice_day" INTEGER,
  "end_cause" TEXT,
  "country" TEXT,
  "municipality" TEXT,
  "evidence" TEXT,
  "note" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX work_history_person ON "work_history" (person, "start");

CREATE TABLE "education" ( -- 27
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "programme" TEXT,
  "name" TEXT,
  "school" TEXT,
  "country" TEXT,
  "started" TEXT,
  "completed" TEXT,
  "status" TEXT,
  "recognition" TEXT,
  "main" INTEGER,
  "evidence" TEXT,
  "note" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX education_person ON "education" (person, "completed");

CREATE TABLE "skill" ( -- 28
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "skill_type" TEXT,
  "name" TEXT,
  "experience" TEXT,
  "driving_classes" TEXT,
  "valid_to" INTEGER,
  "evidence" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX skill_person ON "skill" (person, "skill_type");

CREATE TABLE "language_skill" ( -- 29
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "language" TEXT,
  "oral" TEXT,
  "written" TEXT,
  "general_level" TEXT,
  "test" TEXT,
  "tested_on" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX language_skill_person ON "language_skill" (person, "language");

CREATE TABLE "service_need" ( -- 33
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "assessed_on" INTEGER,
  "assessed_by" BLOB,
  "situation" TEXT,
  "competence" TEXT,
  "job_search_skills" TEXT,
  "risk" TEXT,
  "needs" TEXT,
  "next_assessment" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "corrects" BLOB,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX service_need_person ON "service_need" (person, "assessed_on");
CREATE INDEX service_need_corrects ON "service_need" (person, corrects) WHERE corrects IS NOT NULL;

CREATE TABLE "employment_plan" ( -- 34
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "plan_kind" TEXT,
  "replaced_elsewhere" INTEGER,
  "mapping" TEXT,
  "goals" TEXT,
  "follow_up" TEXT,
  "report_due" INTEGER,
  "next_review" INTEGER,
  "signed_on" INTEGER,
  "authority_accepted_by" BLOB,
  "customer_accepted_on" INTEGER,
  "acceptance" TEXT,
  "understood" INTEGER,
  "delivered" TEXT,
  "status" TEXT,
  "version" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX employment_plan_person ON "employment_plan" (person, "next_review");

CREATE TABLE "plan_task" ( -- 35
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "plan" BLOB,
  "task" TEXT,
  "text" TEXT,
  "due" INTEGER,
  "outcome" TEXT,
  "outcome_on" INTEGER,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX plan_task_person ON "plan_task" (person, "due");

CREATE TABLE "booking" ( -- 54
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "start" INTEGER,
  "minutes" INTEGER,
  "service" TEXT,
  "host" BLOB,
  "unit" BLOB,
  "mode" TEXT,
  "self_booked" INTEGER,
  "remote_reason" TEXT,
  "interpreter" TEXT,
  "deadline" INTEGER,
  "late_reason" TEXT,
  "state" TEXT,
  "cancelled_by" TEXT,
  "absence_reason" TEXT,
  "moved_from" BLOB,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX booking_person ON "booking" (person, "start");

CREATE TABLE "task" ( -- 55
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "due" INTEGER,
  "text" TEXT,
  "task_type" TEXT,
  "assignee" BLOB,
  "assignee_unit" BLOB,
  "after_task" BLOB,
  "done_on" INTEGER,
  "done_by" BLOB,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
CREATE INDEX task_person ON "task" (person, "due");

CREATE TABLE "employer" ( -- 62
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB,
  changed_at INTEGER NOT NULL,
  changed_by BLOB NOT NULL,
  "business_id" TEXT,
  "name" TEXT,
  "trade_names" TEXT,
  "form" TEXT,
  "industry" TEXT,
  "street" TEXT,
  "postcode" TEXT,
  "post_office" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "contact_person" TEXT,
  "employer_register" INTEGER,
  "ytj_status" TEXT,
  "ytj_checked" INTEGER,
  "ended" INTEGER,
  "needs" TEXT,
  "created_at" INTEGER,
  "entered_by" BLOB,
  "entered_unit" BLOB,
  "source" TEXT,
  "source_detail" TEXT,
  "source_date" INTEGER,
  "national_state" TEXT,
  "national_on" INTEGER,
  "national_by" BLOB
);
