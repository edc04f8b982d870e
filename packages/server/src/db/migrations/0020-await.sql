-- Webhooks that an operation's answer waits for after it happened.

alter table webhooks drop constraint webhooks_mode_check;
alter table webhooks add constraint webhooks_mode_check
  check (mode in ('forget', 'notify', 'notify-keep', 'await', 'await-keep', 'gate', 'gate-apply'));
