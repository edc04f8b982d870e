const address = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]*)(.*)$/;

/**
 * The address of each host that a store's address lists, in its order: of
 * `postgres://user:password@a:5432,[fd00::2]:5432/countersign`, two. Each keeps all the rest, such as `sslmode`.
 * `target_session_attrs` is left out: it is always the server that accepts writes.
 */
export function hostsOf(url: string): string[] {
  const [, before = "", hosts = "", after = ""] = address.exec(url) ?? [];
  if (!hosts.includes(",")) return [withoutTarget(url)];
  const rest = withoutTarget(after);
  return hosts.split(",").map((host) => `${before}${host}${rest}`);
}

function withoutTarget(url: string): string {
  return url.replace(/([?&])target_session_attrs=[^&]*(&|$)/, (_, mark: string, next: string) =>
    next === "&" ? mark : "",
  );
}

/** The host of each store's address that last turned out to accept writes. */
const lastWritable = new Map<string, string>();

/** The store's hosts in the order to try them: first the one that last accepted writes. */
export function hostsInTurn(url: string): string[] {
  const hosts = hostsOf(url);
  const first = lastWritable.get(url);
  return first === undefined ? hosts : [first, ...hosts.filter((host) => host !== first)];
}

/** Remembers that this host accepts writes. */
export function rememberWritable(url: string, host: string): void {
  lastWritable.set(url, host);
}
