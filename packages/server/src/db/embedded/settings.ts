/** Durable: an acknowledged commit survives kill -9 and a power cut. */
export const settings: Record<string, string> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  port: "5432",
  max_connections: "60",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  random_page_cost: "1.1",
  wal_compression: "off",
  max_wal_size: "1GB",
  // For a backup that is not copied any more: better without than with a full disk.
  max_slot_wal_keep_size: "16GB",
  checkpoint_timeout: "15min",
  jit: "off",
  autovacuum_naptime: "20s",
  timezone: "UTC",
  log_timezone: "UTC",
  // The log must hold neither statements nor values: they are personal data.
  logging_collector: "off",
  log_destination: "stderr",
  log_min_messages: "log", // ranks above "error", whose texts quote values
  log_min_error_statement: "panic",
  log_statement: "none",
  log_min_duration_statement: "-1",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_error_verbosity: "terse",
};

/** The settings for as many connections. */
export function embeddedSettings(maxConnections = 60): Record<string, string> {
  return { ...settings, max_connections: String(maxConnections) };
}

/** For tests: nothing has to survive a crash of the machine. */
export const settingsForTests: Record<string, string> = {
  ...settings,
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  max_connections: "200",
};
