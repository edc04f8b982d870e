-- A project has several API keys, each with a name; those of before are called "default". Their prefix is not known, as
-- only hashes are stored.
alter table access_tokens
  add column name text not null default 'default',
  add column prefix text,
  add column last_used_at timestamptz,
  add column replaced_by text,              -- by a rotation: the id of the key that took its place
  add column version integer not null default 1;

-- An archived project takes nothing new. Who changes a project says which version they have seen.
alter table projects
  add column archived_at timestamptz,
  add column version integer not null default 1;
