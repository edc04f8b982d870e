-- What a person may do: a role in the whole service, and further ones in single projects. Whoever was an operator could
-- do everything, which is what an admin can now.
alter table operators drop constraint operators_role_check;
alter table operators alter column role drop not null;
update operators set role = 'admin' where role = 'operator';
alter table operators add constraint operators_role_check
  check (role in ('admin', 'operator', 'developer', 'reviewer', 'viewer'));

create table operator_roles (
  operator_id text not null references operators (id),
  project_id text not null references projects (id),
  role text not null check (role in ('operator', 'developer', 'reviewer', 'viewer')),
  primary key (operator_id, project_id)
);
