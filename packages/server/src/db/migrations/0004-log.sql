-- How long payloads and the log are kept, and deliveries sent once more in bulk.

alter table projects
  add column payload_days integer not null default 30 check (payload_days between 7 and 3650),
  add column log_days integer not null default 90 check (log_days between 7 and 3650),
  add column log_from date not null default date '2026-01-01',  -- what is older is not shown any more
  add check (payload_days <= log_days);

-- A scope's payload keys change each day along a one-way chain: a later value is computed from an earlier one,
-- never the other way round. Writing a later value over the stored one destroys all payload keys before its day.
-- The value alone opens nothing: a payload's key is derived from it and from the subject's or the scope's key.
alter table key_scopes
  add column chain_day date not null default date '2026-01-01',
  add column chain_value bytea not null
    default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

create table replays (
  id text primary key,                      -- time-ordered
  project_id text not null references projects (id),
  filter jsonb not null,                    -- {"webhookId", "type", "statuses", "subject", "settledSince"}, none of them required
  from_time timestamptz not null,           -- the deliveries looked at are those accepted in [from_time, to_time)
  to_time timestamptz not null,
  state text not null check (state in ('running', 'done', 'cancelled')),
  matched integer,                          -- null until they are counted
  queued integer not null default 0,
  skipped integer not null default 0,
  batch_after text not null,                -- the batch put in last: deliveries in (batch_after, after_id]
  after_id text not null,
  next_batch_at timestamptz not null,       -- when the next batch is put in even if that one still waits
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'running') = (finished_at is null))
);
create index replays_by_project on replays (project_id, id);
create index replays_running on replays (next_batch_at) where state = 'running';

alter table deliveries add column replay_id text;  -- the replay that last sent it
create index deliveries_by_replay on deliveries (replay_id, id) where replay_id is not null;
create index deliveries_by_subject on deliveries (subject, id) where subject is not null;
