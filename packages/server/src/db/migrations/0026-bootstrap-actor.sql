-- Whoever has COUNTERSIGN_OPERATOR_TOKEN is called "bootstrap": repetitions of requests from before find their key.
update idempotency_keys as former set actor_id = 'bootstrap'
where actor_id = 'operator-token'
  and not exists (select from idempotency_keys as present where present.actor_id = 'bootstrap' and present.key = former.key);
