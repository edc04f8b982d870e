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

/** The hosts of each store's address in the order to try them, where that is not the address's own. */
const orders = new Map<string, string[]>();

/** The store's hosts in the order to try them: first the one that last accepted writes, last those that failed to respond. */
export function hostsInTurn(url: string): string[] {
  return orders.get(url) ?? hostsOf(url);
}

/** The host accepts writes: it is tried first. */
export function preferHost(url: string, host: string): void {
  orders.set(url, [host, ...hostsInTurn(url).filter((each) => each !== host)]);
}

/** The host doesn't respond: it is tried last. */
export function postponeHost(url: string, host: string): void {
  orders.set(url, [...hostsInTurn(url).filter((each) => each !== host), host]);
}
