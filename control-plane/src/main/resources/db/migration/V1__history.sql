-- What was accepted, when and by whom. One event per accepted transaction of the store.
create table audit_event (
  event_id   text        primary key,
  seq        bigint      generated always as identity unique,
  revision   bigint      not null,
  at         timestamptz not null,
  actor      text        not null,
  via        text        not null,
  request_id text        not null
);
create index audit_event_at on audit_event (at);
create index audit_event_actor on audit_event (actor, seq);

-- What an event changed in the declared resources.
create table resource_change (
  event_id      text    not null references audit_event,
  ordinal       integer not null,
  resource      text    not null,
  verb          text    not null,
  generation    bigint  not null,
  before_digest text,
  document      jsonb,
  primary key (event_id, ordinal)
);
create index resource_change_resource on resource_change (resource, event_id);

-- What an event told nodes to run.
create table ref_change (
  event_id   text        not null references audit_event,
  ordinal    integer     not null,
  node       text        not null,
  snapshot   text        not null,
  generation bigint      not null,
  rollout    text        not null,
  wave       integer     not null,
  reason     text        not null,
  issued_at  timestamptz not null,
  previous   text,
  primary key (event_id, ordinal)
);
create index ref_change_node on ref_change (node, issued_at);
