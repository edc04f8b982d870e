-- What a project's applicants see, the consent that each of them gave, and sessions that go on at a phone.

alter table projects
  add column applicant_page jsonb not null default '{}',
  add column logo_sha256 text;

-- Apart from projects, which are read with every request.
create table project_logos (
  project_id text primary key references projects (id),
  content_type text not null check (content_type in ('image/png', 'image/jpeg')),
  bytes bytea not null check (octet_length(bytes) <= 262144)
);

-- Which text an applicant agreed to, and in which language.
create table session_consents (
  session_id text primary key references sessions (id),
  version text not null,
  language text not null,
  at timestamptz not null
);

-- A session that its applicant takes to another device: a code that works once, then that device's own page token.
create table session_handoffs (
  session_id text primary key references sessions (id),
  code_hash bytea,                          -- until it was used
  expires_at timestamptz not null,
  page_token_hash bytea,
  check ((code_hash is null) <> (page_token_hash is null))
);
