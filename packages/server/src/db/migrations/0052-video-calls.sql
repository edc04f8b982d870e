-- What the browsers of an agent and an applicant exchange to see each other. Deleted after an hour.

create table video_calls (
  session_id text primary key references sessions (id),
  round text not null,                      -- chosen by the agent's page, a new one for each connection
  offer_sealed bytea not null,              -- sealed as it holds the addresses of both people
  answer_sealed bytea,
  again boolean not null default false,     -- the applicant's page wants another round
  changed_at timestamptz not null
);
create index video_calls_changed_at on video_calls (changed_at);
