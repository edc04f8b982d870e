-- Pictures that were asked for again, each with the reason that the applicant is told.

create table session_retakes (
  session_id text not null references sessions (id),
  number integer not null,                  -- of the session's
  kind text not null,
  reason text not null,
  asked_by text not null check (asked_by in ('checks', 'reviewer')),
  created_at timestamptz not null,
  done_at timestamptz,                      -- when another one was taken
  primary key (session_id, number)
);
