-- The documents that sessions of the method qes sign, and the certificates of projects in test mode.

create table e_signatures (
  session_id text primary key references sessions (id),
  details_sealed bytea,                     -- null once the person was erased, as all that is sealed
  document_sealed bytea,
  signed_sealed bytea,
  code_sealed bytea,                        -- the one-time code, until it was used or replaced
  code_sent_at timestamptz,
  codes_sent integer not null default 0,
  wrong_codes integer not null default 0,
  supplied_at timestamptz not null,
  agreed_at timestamptz,
  signed_at timestamptz
);
-- Sealed bytes don't compress.
alter table e_signatures
  alter column document_sealed set storage external,
  alter column signed_sealed set storage external;

create table e_signing_certificates (
  project_id text primary key references projects (id),
  certificate bytea not null,
  key_sealed bytea not null,
  created_at timestamptz not null
);
