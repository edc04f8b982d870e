-- The strict order of deliveries follows the order of commits, which the lock of the order makes one; ids follow the
-- clock of the machine that gave them.
alter table delivery_queue add column place bigint;
update delivery_queue q set place = o.place
  from (select delivery_id, row_number() over (order by delivery_id) as place from delivery_queue) o
  where o.delivery_id = q.delivery_id;
alter table delivery_queue alter column place set not null, alter column place add generated always as identity;
select setval(pg_get_serial_sequence('delivery_queue', 'place'), coalesce(max(place), 0) + 1, false) from delivery_queue;
drop index delivery_queue_fifo;
create index delivery_queue_fifo on delivery_queue (webhook_id, fifo_key, due_at, place) where fifo_key is not null;
