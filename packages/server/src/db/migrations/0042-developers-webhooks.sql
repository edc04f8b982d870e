-- Whether people with the role developer may set up webhooks that carry no personal data.
alter table projects add column developers_manage_webhooks boolean not null default false;
