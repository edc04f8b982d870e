-- The settings of a webhook, each time they are saved; without credentials, of which only the names are kept.
create table webhook_versions (
  webhook_id text not null references webhooks (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  actor_kind text,                          -- null: saved before there was a history
  actor_id text,
  settings jsonb not null,
  primary key (webhook_id, version)
);
