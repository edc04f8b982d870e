-- Automatic checks of sessions: what a project wants of them, their runs, their verdicts, and what repeats are found by.

alter table projects
  add column checks text not null default 'off' check (checks in ('off', 'assist', 'decide')),
  add column checks_policy jsonb not null default '{}';

-- The checks of one submission: work for whoever leases it, then what came of it.
create table check_runs (
  session_id text not null references sessions (id),
  number integer not null,                  -- of the session's submissions
  project_id text not null references projects (id),
  mode text not null check (mode in ('assist', 'decide')),
  attempts integer not null default 0,
  lease text,                               -- who works on it, until:
  leased_until timestamptz,
  outcome text check (outcome in ('approved', 'refused', 'review', 'void')),
  cause text,
  proposed text check (proposed in ('approved', 'refused')),
  open text[] not null default '{}',        -- checks of the policy that did not pass
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (session_id, number),
  check ((lease is null) = (leased_until is null)),
  check ((done_at is null) = (outcome is null))
);
create index check_runs_waiting on check_runs (created_at) where done_at is null;

-- A verdict. What it saw is sealed with the person's key; the rest identifies nobody.
create table checks (
  id text primary key,
  session_id text not null,
  run integer not null,
  name text not null,
  version integer not null,
  capture text,
  verdict text not null check (verdict in ('pass', 'consider', 'fail', 'error', 'skipped')),
  code text not null,
  score double precision,
  threshold double precision,
  model text,
  cpu_ms double precision not null,
  evidence_sealed bytea,
  created_at timestamptz not null,
  foreign key (session_id, run) references check_runs (session_id, number)
);
create unique index checks_once on checks (session_id, run, name, coalesce(capture, ''));

-- Parts of pictures that a verdict rests on, under the person's key.
create table check_pictures (
  check_id text not null references checks (id),
  name text not null,
  content_type text not null,
  image_sealed bytea not null,
  primary key (check_id, name)
);

-- What was seen in which session, as keyed hashes. An erasure deletes them and has the table rewritten.
create table check_marks (
  project_id text not null references projects (id),
  kind text not null check (kind in ('document', 'picture')),
  value_index bytea not null,
  session_id text not null references sessions (id),
  subject_id text not null references subjects (id),
  created_at timestamptz not null,
  primary key (project_id, kind, value_index, session_id)
);
create index check_marks_by_subject on check_marks (subject_id);
alter table check_marks alter column value_index set statistics 0;

-- Verdicts are never changed; an erasure empties what they saw.
create function checks_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.evidence_sealed is null
    and to_jsonb(new) - 'evidence_sealed' = to_jsonb(old) - 'evidence_sealed' then
    return new;
  end if;
  raise exception 'verdicts of checks are never changed or deleted';
end $$;
create trigger checks_stay before update or delete on checks for each row execute function checks_stay();

-- Why an operator approved against what stands against it.
alter table reviews add column override_sealed bytea;
