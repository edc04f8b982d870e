-- The order in which the stream shows what was written: by the transaction that wrote it. Once no transaction below a
-- number is running, nothing can appear below it any more: that is how the stream misses nothing. Rows from before have
-- none, and are never shown. The entries of the indexes go to their ends, all rows of one statement next to each other.
alter table events add column xid xid8;
alter table events alter column xid set default pg_current_xact_id();
create index events_by_xid on events (xid);
alter table attempts add column xid xid8;
alter table attempts alter column xid set default pg_current_xact_id();
create index attempts_by_xid on attempts (xid);
alter table interceptions add column xid xid8;
alter table interceptions alter column xid set default pg_current_xact_id();
create index interceptions_by_xid on interceptions (xid);
alter table session_timeline add column xid xid8;
alter table session_timeline alter column xid set default pg_current_xact_id();
create index session_timeline_by_xid on session_timeline (xid);

-- A review changes in place: it is shown again with each change.
alter table reviews add column xid xid8;
create index reviews_by_xid on reviews (xid);
create function note_xid() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id();
  return new;
end $$;
create trigger reviews_note_xid before insert or update on reviews for each row execute function note_xid();
