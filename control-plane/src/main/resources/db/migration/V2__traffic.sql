-- How far the reports of each start of a node's agent are in. Written together with what they say.
create table telemetry_progress (
  node     text        not null,
  boot_id  text        not null,
  sequence bigint      not null,
  at       timestamptz not null,
  primary key (node, boot_id)
);
create index telemetry_progress_at on telemetry_progress (at);

-- Requests by snapshot, service and version, pooled over nodes. Rows are only ever added: several may
-- describe the same window and are summed by whoever reads. Windows of 10 s name the snapshot that
-- served; those of 60 s and 3600 s are summed from them over all snapshots. Whoever reads what was
-- added since goes by txid: everything below the oldest running transaction is there for good.
create table traffic (
  resolution smallint    not null,
  at         timestamptz not null,
  snapshot   text        not null,
  tenant     text        not null,
  service    text        not null,
  version    text        not null,
  requests   bigint      not null,
  errors     bigint      not null,
  refused    bigint      not null,
  marked     bigint      not null,
  marked_on  bigint      not null,
  buckets    smallint[]  not null,
  counts     bigint[]    not null,
  txid       xid8        not null default pg_current_xact_id()
);
create index traffic_at on traffic (resolution, at);
create index traffic_txid on traffic (resolution, txid);

-- Up to which transaction the windows of a resolution are summed into the next.
create table traffic_rollup (
  resolution smallint primary key,
  upto       xid8     not null
);
insert into traffic_rollup (resolution, upto) values (60, '0'), (3600, '0');

-- What each node said, by the minute.
create table node_minute (
  node          text             not null,
  at            timestamptz      not null,
  requests      bigint           not null,
  errors        bigint           not null,
  refused       bigint           not null,
  marked        bigint           not null,
  marked_on     bigint           not null,
  sent_bytes    bigint           not null,
  raw_log_bytes bigint           not null,
  dropped       bigint           not null,
  vitals        jsonb,
  primary key (node, at)
);
create index node_minute_at on node_minute (at);

-- Which snapshots were seen with a rollout's change, and which without, so that a new leader judges
-- the same measurements.
create table rollout_side (
  rollout  text        not null,
  snapshot text        not null,
  has      boolean     not null,
  at       timestamptz not null default now(),
  primary key (rollout, snapshot)
);
