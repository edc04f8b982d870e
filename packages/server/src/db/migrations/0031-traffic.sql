-- How much happened, added up as it is written: a minute's row for a day, an hour's for a month. What is read for a chart
-- doesn't depend on how much the log holds. Nothing here names a person or an event.
create table traffic (
  scope text not null,                      -- `*`, a project or a webhook
  topic text not null,                      -- deliveries, sessions, reviews or interceptions
  grain integer not null check (grain in (1, 60)), -- minutes
  at timestamptz not null,                  -- begin of the minute or hour
  counts integer[] not null,                -- by the topic's series, in the order of stats/topics.ts
  durations integer[] not null,             -- how many took how long: see stats/histogram.ts
  primary key (scope, topic, grain, at)
) with (fillfactor = 60);
create index traffic_by_age on traffic (grain, at);

create function add_counts(a integer[], b integer[]) returns integer[] language sql immutable parallel safe as $$
  select coalesce(array_agg(coalesce(x, 0) + coalesce(y, 0) order by place), '{}')
  from unnest(a, b) with ordinality as both_of (x, y, place)
$$;

-- What waited in the queue at the begin of each minute; of an hour the most.
create table queue_samples (
  scope text not null,                      -- `*` or a project
  grain integer not null check (grain in (1, 60)),
  at timestamptz not null,
  depth integer not null,
  oldest_seconds integer not null,          -- age of what was accepted first
  primary key (scope, grain, at)
) with (fillfactor = 60);
create index queue_samples_by_age on queue_samples (grain, at);
