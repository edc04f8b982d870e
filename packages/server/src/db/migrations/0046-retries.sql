-- An applicant who failed can try again, in a session of their own. It repeats the first one's transaction id, which stays
-- unique in its own column: processes of the previous version go on starting sessions during an upgrade.

alter table sessions
  add column attempt integer not null default 1,  -- one more than that of the session that it repeats
  add column retry_of text unique references sessions (id),  -- the failed session that this one repeats
  add column repeated_transaction_id text;  -- of the first attempt
create index sessions_by_repeated_transaction on sessions (project_id, repeated_transaction_id)
  where repeated_transaction_id is not null;
