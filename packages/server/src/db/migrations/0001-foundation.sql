-- Everything lives in the schema "countersign", so that the service can share a database.
-- Sealed columns hold AES-256-GCM boxes (see sealing/); nothing personal is stored outside of one.

-- Keys: the master key (not stored here) wraps a scope's key, a scope's key wraps its subjects' keys.

create table key_scopes (
  id text primary key,                      -- a project id, or 'registry'
  wrapped_key bytea not null,
  created_at timestamptz not null default now()
);

create table subjects (
  id text primary key,
  scope_id text not null references key_scopes (id),
  blind_index bytea,                        -- keyed hash of what identifies the person; null once erased
  wrapped_key bytea,                        -- null once erased
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  check ((erased_at is null) = (wrapped_key is not null)),
  check (erased_at is null or blind_index is null)
);
create unique index subjects_by_person on subjects (scope_id, blind_index);

-- Who may do what.

create table operators (
  id text primary key,
  name text not null,
  role text not null check (role in ('operator', 'reviewer')),
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table projects (
  id text primary key references key_scopes (id),
  name text not null,
  mode text not null check (mode in ('test', 'live')),
  language text not null check (language in ('ru', 'en', 'uz', 'oz')),
  secret_sealed bytea not null,             -- needed in clear: the able-id hash is made of it
  secret_mac bytea not null,                -- keyed hash, by which a given secret is checked
  success_redirect_url text,
  error_redirect_url text,
  created_at timestamptz not null default now()
);

create table access_tokens (
  hash bytea primary key,                   -- SHA-256 of a 256-bit random token
  id text not null unique,
  operator_id text references operators (id),
  project_id text references projects (id),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  check (num_nonnulls(operator_id, project_id) = 1)
);

create table audit_records (
  id text primary key,                      -- time-ordered
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('operator', 'reviewer', 'project', 'applicant', 'system')),
  actor_id text not null,
  action text not null,
  project_id text,
  target text,
  details jsonb not null default '{}'       -- never personal data, never a secret
);
create index audit_records_by_project on audit_records (project_id, id);

create table idempotency_keys (
  actor_id text not null,
  key text not null,
  request_hash bytea not null,
  status integer,                           -- null while the first request is still under way
  response_sealed bytea,
  created_at timestamptz not null default now(),
  primary key (actor_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Where people's data comes from.

create table registry_people (
  id text primary key,
  subject_id text not null references subjects (id),
  pinfl_index bytea not null unique,
  document_index bytea not null,
  record_sealed bytea not null,
  photo_sealed bytea,
  locked boolean not null default false,
  updated_at timestamptz not null default now()
);
create index registry_people_by_document on registry_people (document_index);

create table registry_crossings (
  id text primary key,
  subject_id text not null references subjects (id),
  document_index bytea not null,
  crossing_index bytea not null unique,     -- document and entry date: importing one twice replaces it
  record_sealed bytea not null,
  photo_sealed bytea,
  updated_at timestamptz not null default now()
);
create index registry_crossings_by_document on registry_crossings (document_index);

create table registry_sources (
  id text primary key,
  name text not null,
  url text not null,
  api_key_sealed bytea,
  timeout_ms integer not null check (timeout_ms between 100 and 30000),
  mapping jsonb not null default '{}',
  position integer not null default 0,
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table registry_imports (
  id text primary key,
  kind text not null check (kind in ('people', 'crossings')),
  state text not null check (state in ('running', 'finished', 'interrupted')),
  received integer not null default 0,
  kept integer not null default 0,
  refused integer not null default 0,
  refusals jsonb not null default '[]',     -- [{line or index, field, problem}], the first thousand; no values
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), -- of the last sign of life: a silent import is a dead one
  finished_at timestamptz
);

-- Who is verified.

create table sessions (
  id text primary key,                      -- the seeds' attemptId
  project_id text not null references projects (id),
  transaction_id text,
  method text not null,
  flow text not null check (flow in ('page', 'direct')),
  person_kind text check (person_kind in ('resident', 'foreign')),  -- null until a direct session learns it
  subject_id text references subjects (id), -- a direct session learns its subject later
  person_sealed bytea,                      -- {pinfl, birthDate} or {document}
  language text not null check (language in ('ru', 'en', 'uz', 'oz')),
  state text not null check (state in
    ('created', 'started', 'processing', 'in_review', 'succeeded', 'failed', 'aborted', 'expired')),
  version integer not null default 1,       -- optimistic lock: every transition adds one
  event_sequence integer not null default 0,
  failure_reason text,
  outcome_webhook_ids text[] not null default '{}',
  page_token_hash bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,          -- what the applicant was told; never prolonged
  deadline_at timestamptz not null,         -- when the present stage runs out: expires_at, or the review's
  decided_at timestamptz,
  redacted_at timestamptz,
  unique (project_id, transaction_id)
);
create index sessions_open_by_deadline on sessions (deadline_at)
  where state in ('created', 'started', 'processing', 'in_review');
create index sessions_by_project on sessions (project_id, created_at desc, id desc);
create index sessions_by_subject on sessions (subject_id, state, decided_at);

create table session_timeline (
  session_id text not null references sessions (id),
  version integer not null,
  at timestamptz not null,
  trigger text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id text,
  primary key (session_id, version)
);

create table session_captures (
  id text primary key,
  session_id text not null references sessions (id),
  kind text not null check (kind in ('face')),
  content_type text not null,
  image_sealed bytea not null,
  created_at timestamptz not null default now()
);
create index session_captures_by_session on session_captures (session_id, created_at);

create table reviews (
  id text primary key,                      -- time-ordered
  project_id text not null references projects (id),
  session_id text not null references sessions (id),
  state text not null check (state in ('open', 'decided', 'withdrawn')),
  decision text check (decision in ('approved', 'refused')),
  reason text,
  comment_sealed bytea,
  decided_by text,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  check ((state = 'decided') = (decision is not null))
);
create unique index reviews_one_open_per_session on reviews (session_id) where state = 'open';
create index reviews_open on reviews (project_id, id) where state = 'open';

-- Whose data goes to which static address.

create table disclosures (
  session_id text not null references sessions (id),
  kind text not null check (kind in ('passport', 'person', 'registration', 'photo', 'foreign_person')),
  language text not null,
  state text not null check (state in ('deferred', 'sent', 'void')),
  event_id text,
  requested_at timestamptz not null default now(),
  primary key (session_id, kind)
);

-- Where outcomes go.

create table webhooks (
  id text primary key,
  project_id text not null references projects (id),
  -- static: one of the project's static URLs; outcome: an address from a session's hooks[];
  -- configured: a record of its own
  kind text not null check (kind in ('static', 'outcome', 'configured')),
  config_key text,
  name text not null,
  url text not null,
  event_types text[] not null,
  dialect text not null,
  retry jsonb not null,                     -- {"preset": name} or {"delaysMs": [...]}
  timeout_ms integer not null check (timeout_ms between 100 and 60000),
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((kind = 'static') = (config_key is not null))
);
create unique index webhooks_static on webhooks (project_id, config_key) where kind = 'static';
create unique index webhooks_outcome on webhooks (project_id, url) where kind = 'outcome';
create index webhooks_by_project on webhooks (project_id, id);
-- Those that get events by their type: outcome addresses may be many, and are never among them.
create index webhooks_subscribed on webhooks (project_id, id) where active and kind <> 'outcome';

create table signing_secrets (
  id text primary key,
  owner_id text not null,                   -- a project (its static and outcome addresses) or a webhook
  secret_sealed bytea not null,
  created_at timestamptz not null default now(),
  retires_at timestamptz                    -- set on rotation: until then both sign
);
create index signing_secrets_by_owner on signing_secrets (owner_id);

-- What happened, and its way out. The log tables are append-only and partitioned by `day`, the UTC day
-- in the id's own timestamp, so that a row is found by its id alone and retention drops whole partitions.

create table events (
  day date not null,
  id text not null,
  project_id text not null,
  type text not null,
  subject text,                             -- the session's (or other subject's) public id
  sequence integer,                         -- rises within one subject
  key_id text not null,                     -- the subject or scope whose key seals the payload
  payload_sealed bytea not null,
  occurred_at timestamptz not null,
  primary key (day, id)
) partition by range (day);
create index events_by_project on events (project_id, id);
create index events_by_subject on events (subject, id) where subject is not null;
create index events_by_key on events (key_id);

create table messages (
  day date not null,
  event_id text not null,
  encoding text not null,                   -- a dialect, or dialect:webhook where the body depends on it
  content_type text not null,
  key_id text not null,
  body_sealed bytea not null,
  primary key (day, event_id, encoding)
) partition by range (day);

create table deliveries (
  day date not null,
  id text not null,
  event_id text not null,
  event_day date not null,
  webhook_id text not null,
  project_id text not null,
  type text not null,
  subject text,
  sequence integer,
  encoding text not null,
  status text not null check (status in ('pending', 'retrying', 'delivered', 'exhausted', 'cancelled')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (day, id)
) partition by range (day);
create index deliveries_by_project on deliveries (project_id, id);
create index deliveries_by_webhook on deliveries (webhook_id, id);
create index deliveries_by_event on deliveries (event_id);

create table attempts (
  day date not null,                        -- of the attempt, not of the delivery
  delivery_id text not null,
  delivery_day date not null,
  number integer not null,
  resend boolean not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  outcome text not null,                    -- delivered, or the kind of failure
  status_code integer,
  dialled text,                             -- address and port that was connected to
  request_headers jsonb not null,
  response_headers_sealed bytea,
  response_body_sealed bytea,
  timings jsonb,
  primary key (day, delivery_id, number)
) partition by range (day);
create index attempts_by_delivery on attempts (delivery_id, number);

-- The queue: small and hot. A lease is a due time in the future under a claim: when a process dies, its
-- deliveries simply come due again. An outcome is written only where the claim still matches.

create table delivery_queue (
  delivery_id text primary key,
  delivery_day date not null,
  webhook_id text not null,
  due_at timestamptz not null,
  claim text,
  attempt integer not null default 0,       -- attempts made so far, over all resends
  tries integer not null default 0,         -- attempts made in this run of the retry schedule
  resend boolean not null default false
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index delivery_queue_due on delivery_queue (webhook_id, due_at);

create table events_default partition of events default;
create table messages_default partition of messages default;
create table deliveries_default partition of deliveries default;
create table attempts_default partition of attempts default;
