-- How far retention has come. `reached` never moves faster than twice the time that processes of ours have seen pass by
-- their monotonic clocks, so that a clock which is wrong for hours, even the store's own, destroys nothing.
create table retention_clock (
  one_row boolean primary key default true check (one_row),
  reached timestamptz not null,
  ran_at timestamptz not null,              -- the last run, by the store's clock
  version integer not null default 0        -- rises whenever `reached` is moved
);

-- An existing store has come as far as its newest event, whatever the clock says now; none is older than its chain days.
insert into retention_clock (reached, ran_at)
select
  greatest(
    timestamptz '2026-01-01 00:00:00Z',
    least(now(), coalesce((max(day) + 1)::timestamp at time zone 'UTC', now()))
  ),
  now()
from events;

-- Payloads of days before are not shown any more. Unlike the destruction of their keys, which follows days later, this
-- is undone when a clock that was wrong is right again.
alter table projects add column payloads_from date not null default date '2026-01-01';
