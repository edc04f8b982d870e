-- From where somebody acted, and why, as they said it.
alter table audit_records add column address text;
alter table audit_records add column reason text;
-- Who failed to authenticate is nobody that is known.
alter table audit_records drop constraint audit_records_actor_kind_check;
alter table audit_records add constraint audit_records_actor_kind_check
  check (actor_kind in ('operator', 'reviewer', 'project', 'applicant', 'system', 'anonymous'));
