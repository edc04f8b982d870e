-- Rotations without an outage: what was replaced stays valid for a while.

-- Signatures that have room for one secret are made with the oldest that still signs, until it ends or yields.
alter table signing_secrets
  add column yielded_at timestamptz,
  add column place bigint generated always as identity; -- by age, whatever the clock says
update signing_secrets set yielded_at = now() where retires_at is not null;

-- A project's secrets that were replaced and are still accepted: sealed and hashed as the current ones in `projects`.
create table replaced_secrets (
  id text primary key,
  place bigint generated always as identity, -- by age, whatever the clock says
  project_id text not null references projects (id),
  what text not null check (what in ('secret', 'requestSecret')),
  secret_sealed bytea not null,
  secret_mac bytea,                         -- of `secret`
  retires_at timestamptz not null,
  yielded_at timestamptz                    -- since then hashes are made with a later one
);
create index replaced_secrets_by_project on replaced_secrets (project_id, what);

-- After it a token is refused; null: never.
alter table access_tokens
  add column expires_at timestamptz,
  add column place bigint generated always as identity;
create index access_tokens_by_project on access_tokens (project_id);
