-- A reviewer can send a session back for other pictures.

alter table sessions
  add column resubmissions integer not null default 0,  -- how often it was sent back
  drop constraint sessions_state_check,
  add constraint sessions_state_check check (state in ('created', 'started', 'processing', 'in_review',
    'resubmission_requested', 'succeeded', 'failed', 'aborted', 'expired'));
drop index sessions_open_by_deadline;
create index sessions_open_by_deadline on sessions (deadline_at)
  where state in ('created', 'started', 'processing', 'in_review', 'resubmission_requested');

alter table reviews
  drop constraint reviews_decision_check,
  add constraint reviews_decision_check check (decision in ('approved', 'refused', 'resubmission_requested'));
