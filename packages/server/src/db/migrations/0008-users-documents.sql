-- Seed 002's users, where their verification stands, their documents, and resends that are asked for in two steps.

-- A number for APIs whose tenants have one.
alter table projects add column client_id bigint not null generated always as identity (start with 10001);

create sequence user_ids as bigint start with 100001;
create table users (
  id bigint primary key,
  project_id text not null references projects (id),
  subject_id text not null references subjects (id),  -- shared with the user's sessions
  access_tag_index bytea,                   -- keyed hashes: of the tag of the call that made the user,
  user_tag_index bytea,                     -- and of what users are searched by
  email_index bytea,
  fields_sealed bytea,                      -- null once erased
  kyc_level smallint not null default 0 check (kyc_level between 0 and 4),
  kyc_review smallint not null default 0 check (kyc_review in (0, 1, 2, 3, 6, 7)),
  review_type text not null default 'ONBOARDING' check (review_type in ('ONBOARDING', 'PERIODIC')),
  review_tag_index bytea,                   -- keyed hash of the tag of the call that asked for the last review
  review_comment_sealed bytea,
  requested_at timestamptz,
  reviewed_at timestamptz,
  next_review_on date,
  event_sequence integer not null default 0,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  constraint users_access_tag unique (project_id, access_tag_index)
);
create index users_by_project on users (project_id, id);
create index users_by_email on users (project_id, email_index);
create index users_by_tag on users (project_id, user_tag_index);
create index users_by_subject on users (subject_id);

create sequence document_ids as bigint start with 100001;
create table documents (
  id bigint primary key,
  project_id text not null references projects (id),
  user_id bigint not null references users (id),
  session_id text references sessions (id), -- from which it came, if from one
  access_tag_index bytea,
  type_id smallint not null,
  status text not null check (status in ('PENDING', 'VALIDATED', 'CANCELED')),
  fields_sealed bytea,                      -- its name, tag and residence under the user's key; null once erased
  content_type text not null check (content_type in ('application/pdf', 'image/jpeg', 'image/png')),
  content_bytes integer not null,
  content_index bytea not null,             -- keyed hash of the file
  content_sealed bytea,                     -- null once erased
  event_sequence integer not null default 0,
  created_at timestamptz not null,
  modified_at timestamptz,
  constraint documents_access_tag unique (project_id, access_tag_index)
);
create index documents_by_project on documents (project_id, id);
create index documents_by_user on documents (user_id, id);
create unique index documents_no_doubles on documents (user_id, content_index) where status <> 'CANCELED';

-- What is to be resent, named first and executed later, once.
create table retry_queries (
  id uuid primary key,
  project_id text not null references projects (id),
  type text,
  from_time timestamptz not null,
  to_time timestamptz not null,
  matched integer not null,
  replay_id text references replays (id),   -- once executed
  created_at timestamptz not null,
  expires_at timestamptz not null
);
