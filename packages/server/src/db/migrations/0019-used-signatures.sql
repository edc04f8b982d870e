-- Signatures of Love&Pay requests that were accepted, until they are too old to be accepted again.
create table used_signatures (
  mac bytea primary key,                    -- keyed hash of project and signature
  expires_at timestamptz not null
);
create index used_signatures_by_end on used_signatures (expires_at);
