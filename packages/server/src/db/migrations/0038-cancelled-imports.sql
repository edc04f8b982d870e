-- An operator can cancel an import while it runs.
alter table registry_imports
  drop constraint registry_imports_state_check,
  add constraint registry_imports_state_check
    check (state in ('running', 'finished', 'interrupted', 'cancelled'));
