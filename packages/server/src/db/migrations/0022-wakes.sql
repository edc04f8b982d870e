-- A claim finds what is due without passing what waits for later. Rows that were put in for a later time stand in the
-- index under the second in which they come due, all others under '-infinity'; a claim reads it from there to now, and
-- each webhook once in each second. The due time alone can't lead the index: a webhook with a million due rows would hide
-- the others behind them.
alter table delivery_queue add column wakes_at timestamptz not null default '-infinity';
update delivery_queue
  set wakes_at = case when due_at = 'infinity' then due_at else date_trunc('second', due_at) end
  where due_at > now() and claim is null;
-- Nothing sleeps past its time.
alter table delivery_queue add check (wakes_at <= due_at);
drop index delivery_queue_due;
create index delivery_queue_due on delivery_queue (wakes_at, webhook_id, due_at);
