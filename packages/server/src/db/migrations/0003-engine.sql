-- What the delivery engine needs beyond a queue of due times.

-- Strict order within a subject. Rows of one webhook and key go one after another, by id: all but the first have
-- the due time 'infinity', so that no claim ever meets them; whoever takes the first out gives the next one its turn.
alter table delivery_queue add column fifo_key text;
create index delivery_queue_fifo on delivery_queue (webhook_id, fifo_key, due_at, delivery_id)
  where fifo_key is not null;

-- Why a delivery ended without being accepted, where its attempts don't tell: one word.
alter table deliveries add column reason text;

-- When a webhook with a rate limit may be called next, over all processes. A crash may empty it: that costs one burst.
create unlogged table webhook_pace (
  webhook_id text primary key,
  next_at timestamptz not null
) with (fillfactor = 50);

-- An attempt is found by its delivery: one index does for that and for the key.
alter table attempts drop constraint attempts_pkey;
drop index attempts_by_delivery;
alter table attempts add primary key (delivery_id, number, day);

-- Events are looked up by key for the erasure of a subject only; most are sealed by their project's key.
drop index events_by_key;
create index events_by_key on events (key_id) where key_id like 'sub\_%';

-- What is sealed can't be compressed: trying to costs time. A delivery's row is changed once or twice after it was
-- written: with room beside it, its indexes needn't be. (Daily partitions: db/partitions.ts.)
alter table events alter column payload_sealed set storage external;
alter table messages alter column body_sealed set storage external;
alter table attempts alter column response_headers_sealed set storage external;
alter table attempts alter column response_body_sealed set storage external;
alter table deliveries_default set (fillfactor = 75);
