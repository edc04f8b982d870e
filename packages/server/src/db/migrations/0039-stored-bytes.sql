-- How many bytes each project stores, added up as they are written: see storage/. A day's rows go with its retention.
create table stored_bytes (
  project_id text not null,                 -- or `*`: all projects together
  part text not null check (part in ('bodies', 'log', 'records')),
  day date not null,                        -- of the log's partition; -infinity for records, which stay until erased
  bytes bigint not null,                    -- an estimate: contents, and what their rows and indexes take
  primary key (project_id, part, day)
) with (fillfactor = 60);
