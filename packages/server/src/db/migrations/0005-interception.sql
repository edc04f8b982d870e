-- Hooks that are asked before something happens.

alter table webhooks
  add column body text,                                 -- a Liquid template; null: the wire format's own body
  add column condition text,                            -- a CEL expression; null: always
  add column failure_policy text not null default 'fail' check (failure_policy in ('fail', 'continue')),
  add column fallback jsonb,                            -- {"price"}, in the currency's minor unit
  add column require_kyc_level integer check (require_kyc_level between 1 and 3),
  -- A built-in hook is not called anywhere.
  add check ((url = '') = (require_kyc_level is not null)),
  add check (require_kyc_level is null or mode in ('gate', 'gate-apply'));

-- One row per run with at least one hook; partitioned by the day of its id, as the rest of the log.
create table interceptions (
  day date not null,
  id text not null,
  project_id text not null,
  event text not null,
  subject text,
  verdict text not null check (verdict in ('allowed', 'denied', 'broken')),
  status integer,                           -- what the operation answered with; null where it went on
  degraded boolean not null,
  dry_run boolean not null,
  started_at timestamptz not null,
  total_ms double precision not null,
  key_id text not null,
  steps_sealed bytea not null,
  primary key (day, id)
) partition by range (day);
create index interceptions_by_project on interceptions (project_id, id);
create table interceptions_default partition of interceptions default;
