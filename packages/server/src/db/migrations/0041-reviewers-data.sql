-- Documents are judged by review: with their user's or session's, or by themselves. One that waits for its pre-review has not
-- been told to anybody.
alter table documents drop constraint documents_status_check;
alter table documents add constraint documents_status_check
  check (status in ('PENDING', 'VALIDATED', 'REFUSED', 'CANCELED'));
alter table documents add column pre_review boolean not null default false;
create index documents_by_session on documents (session_id) where session_id is not null;

-- Since when a user takes no new identifications, documents and reviews: until they are unfrozen, or for good.
alter table users add column frozen_at timestamptz;
alter table users add column canceled_at timestamptz;

-- What a picture comes from, as the page says; null: it said nothing.
alter table session_captures add column source text check (source in ('camera', 'file'));

-- Whether whoever reviews judges before seeing what checks have found, and who has judged so far.
alter table projects add column hide_scores boolean not null default false;
create table review_judgements (
  review_id text not null references reviews (id),
  operator_id text not null,
  judgement text not null check (judgement in ('genuine', 'doubtful')),
  created_at timestamptz not null,
  primary key (review_id, operator_id)
);
