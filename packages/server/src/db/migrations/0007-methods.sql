-- Sessions of every method, and reviews that are claimed, approved by two, of users too, and come again.

alter table projects add column two_person_approval boolean not null default false;

alter table sessions
  add column origin text not null default 'able-id'
    check (origin in ('able-id', 'love-and-pay', 'treezor', 'manage')),
  add column user_id text,                  -- the integrator's own id of the person
  add column data_sealed bytea,             -- what the integrator gave and what was verified, under the subject's key
  add column document_type text check (document_type in ('passport', 'id_card')),
  drop constraint sessions_language_check,
  add constraint sessions_language_check check (language in ('ru', 'en', 'uz', 'oz', 'kk'));
create index sessions_by_user on sessions (project_id, user_id, created_at desc) where user_id is not null;

alter table session_captures
  drop constraint session_captures_kind_check,
  add constraint session_captures_kind_check check (kind in
    ('face', 'document_front', 'document_back', 'selfie', 'pose_front', 'pose_left', 'pose_right'));

alter table reviews
  alter column session_id drop not null,
  add column kind text not null default 'session' check (kind in ('session', 'user')),
  add column user_id text,                  -- of a user's review, and of a session's whose person has one
  add column subject_id text references subjects (id),  -- whose key seals what is written here
  add column claimed_by text,               -- who works on it, until:
  add column claimed_until timestamptz,
  add column first_approved_by text,        -- where two people must approve
  add column first_approved_at timestamptz,
  add column reasons text[] not null default '{}',
  add column notes_sealed bytea,
  add column identity_sealed bytea,
  add column next_review_date date,
  add check ((kind = 'session') = (session_id is not null)),
  add check (kind = 'session' or (user_id is not null and subject_id is not null)),
  add check ((claimed_by is null) = (claimed_until is null)),
  add check ((first_approved_by is null) = (first_approved_at is null));
update reviews set
  subject_id = (select subject_id from sessions where sessions.id = reviews.session_id),
  reasons = case when reason is null then '{}' else array[reason] end;
create unique index reviews_one_open_per_user on reviews (project_id, user_id)
  where state = 'open' and kind = 'user';
create index reviews_by_subject on reviews (subject_id);

-- Who is to be reviewed again, and when: one date for each user, which the next decision replaces.
create table review_schedule (
  project_id text not null references projects (id),
  user_id text not null,
  subject_id text not null references subjects (id),
  due_on date not null,
  primary key (project_id, user_id)
);
create index review_schedule_due on review_schedule (due_on);
create index review_schedule_by_subject on review_schedule (subject_id);
