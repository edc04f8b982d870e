-- A payload that a body contains unchanged is stored there alone: a kilobyte less for most events.
alter table events alter column payload_sealed drop not null;

-- How many bytes of the body come before and after its event's payload; null: it isn't part of it, or the event's own
-- row has it.
alter table messages add column before_payload integer;
alter table messages add column after_payload integer;
