import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Registry } from "prom-client";
import { afterEach, describe, expect, test } from "vitest";
import { type DnsResponse, startTestDns, type TestDns } from "../testing/dns.ts";
import { lookupMetrics } from "./metrics.ts";
import { createNames, type Names, type NamesOptions } from "./names.ts";
import { dnsQuery } from "./query.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const usual = (name: string): DnsResponse => {
  if (name.endsWith(".live.test")) return ["192.0.2.7", "2001:db8::7"];
  if (name.endsWith(".dead.test")) return "silence";
  return "no-such-name";
};

async function start(
  more: Partial<NamesOptions> & {
    answer?: (name: string, type: "A" | "AAAA") => DnsResponse | Promise<DnsResponse>;
    ttl?: number;
    timeoutMs?: number;
  } = {},
): Promise<{ names: Names; dns: TestDns; ask: (host: string, owner?: string) => Promise<string[]> }> {
  const { answer = usual, ttl = 60, timeoutMs = 10_000, ...options } = more;
  const dns = await startTestDns(answer, ttl);
  cleanups.push(() => dns.close());
  const query = dnsQuery({ servers: [dns.address], timeoutMs });
  const names = createNames({ query, hostsFile: "/nonexistent", ...options });
  return { names, dns, ask: (host, owner = "a") => names.lookup(host, "call", owner).addresses };
}

describe("a lookup", () => {
  test("finds IPv4 and IPv6 addresses, and keeps them for their TTL", async () => {
    const { ask, dns } = await start();
    expect(await ask("hooks.live.test")).toEqual(["192.0.2.7", "2001:db8::7"]);
    expect(await ask("hooks.live.test", "b")).toEqual(["192.0.2.7", "2001:db8::7"]);
    expect(await ask("my_host.live.test")).toHaveLength(2);
    expect(dns.asked).toHaveLength(4);
  });

  test("of a TTL that is over asks again, and sees the change; a TTL of 0 counts as a second", async () => {
    let address = "192.0.2.1";
    const { ask } = await start({ answer: () => [address], ttl: 0 });
    expect(await ask("hooks.example.test")).toEqual(["192.0.2.1"]);
    address = "192.0.2.2";
    expect(await ask("hooks.example.test")).toEqual(["192.0.2.1"]);
    await expect.poll(() => ask("hooks.example.test")).toEqual(["192.0.2.2"]);
  });

  test("fails by a code, and the failure is kept for a while", async () => {
    const { ask, dns } = await start({
      answer: (name) => (name === "empty.test" ? [] : name === "ill.test" ? "server-failure" : usual(name)),
    });
    const failures = { "none.test": "ENOTFOUND", "empty.test": "ENODATA", "ill.test": "ESERVFAIL" };
    for (const [name, code] of Object.entries(failures)) await expect(ask(name)).rejects.toThrow(code);
    const asked = dns.asked.length;
    for (const [name, code] of Object.entries(failures)) await expect(ask(name, "b")).rejects.toThrow(code);
    expect(dns.asked).toHaveLength(asked);
  });

  test("without a response ends after its timeout", async () => {
    const { ask } = await start({ timeoutMs: 200 });
    const started = performance.now();
    await expect(ask("hooks.dead.test")).rejects.toThrow("ETIMEOUT");
    // 0.2 s on a quiet machine; without the limit it would never end.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("uses the one family that responds", async () => {
    const { ask } = await start({
      timeoutMs: 30_000,
      answer: (_name, type) => (type === "A" ? ["192.0.2.7"] : "silence"),
    });
    expect(await ask("hooks.example.test")).toEqual(["192.0.2.7"]);
  });

  test("takes names as absolute ones: no search domain is tried", async () => {
    const { ask, dns } = await start();
    await expect(ask("receiver")).rejects.toThrow("ENOTFOUND");
    expect(new Set(dns.asked.map(({ name }) => name))).toEqual(new Set(["receiver"]));
  });

  test("shares one query with others for the same name", async () => {
    const { ask, dns } = await start();
    await Promise.all(["a", "a", "b", "c"].map((owner) => ask("hooks.live.test", owner)));
    expect(dns.asked).toHaveLength(2);
  });

  test("is counted by use and outcome; names are in no label", async () => {
    const registry = new Registry();
    const { ask, names } = await start({ metrics: lookupMetrics(registry), timeoutMs: 100 });
    await ask("hooks.live.test");
    await names.lookup("hooks.live.test", "save", "a").addresses;
    await ask("none.test").catch(() => {});
    await ask("hooks.dead.test").catch(() => {});
    const text = await registry.metrics();
    for (const line of [
      'countersign_dns_lookups_total{use="call",outcome="found"} 1',
      'countersign_dns_lookups_total{use="save",outcome="found"} 1',
      'countersign_dns_lookups_total{use="call",outcome="not-found"} 1',
      'countersign_dns_lookups_total{use="call",outcome="timeout"} 1',
      "countersign_dns_query_seconds_count 3",
    ])
      expect(text).toContain(line);
    expect(text).not.toContain(".test");
  });
});

describe("the hosts file", () => {
  test("comes first, and is read again when it has changed", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "countersign-hosts-"));
    cleanups.push(() => rmSync(dir, { recursive: true }));
    const hostsFile = path.join(dir, "hosts");
    writeFileSync(
      hostsFile,
      "# names\n10.0.0.1 a.live.test Alias # one\n10.0.0.2\ta.live.test\nx y\n::1 six\n",
    );
    const { ask, dns } = await start({ hostsFile });
    expect(await ask("a.live.test")).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(await ask("alias")).toEqual(["10.0.0.1"]);
    expect(await ask("six")).toEqual(["::1"]);
    expect(dns.asked).toEqual([]);
    writeFileSync(hostsFile, "10.0.0.3 a.live.test and.another.one\n");
    await expect.poll(() => ask("a.live.test")).toEqual(["10.0.0.3"]);
    rmSync(hostsFile);
    await expect.poll(() => ask("a.live.test")).toContain("192.0.2.7");
  });

  test("or the machine itself knows localhost: name servers are never asked", async () => {
    const { ask, dns } = await start();
    expect(await ask("localhost")).toEqual(["127.0.0.1", "::1"]);
    expect(await ask("app.localhost")).toEqual(["127.0.0.1", "::1"]);
    expect(dns.asked).toEqual([]);
  });
});

describe("budgets", () => {
  const dead = Array.from({ length: 1000 }, (_, i) => `h${i}.dead.test`);

  test("one project's thousand dead names delay no other project's live one, nor its own at save", async () => {
    const { ask, names } = await start({ timeoutMs: 40_000 });
    const waiting = dead.map((name) => names.lookup(name, "call", "a"));
    for (const { addresses } of waiting) addresses.catch(() => {});
    const started = performance.now();
    expect(await ask("hooks.live.test", "b")).toHaveLength(2);
    expect(await names.lookup("other.live.test", "save", "a").addresses).toHaveLength(2);
    // Half the time of one dead name; some milliseconds on a quiet machine.
    expect(performance.now() - started).toBeLessThan(20_000);
    for (const { leave } of waiting) leave();
  });

  test("lookups without a waiting caller are not made", async () => {
    const { ask, names, dns } = await start({
      timeoutMs: 300,
      budgets: { call: { inAll: 2, perOwner: 2, waitingPerOwner: 5000 } },
    });
    const waiting = dead.map((name) => names.lookup(name, "call", "a"));
    for (const { addresses, leave } of waiting) {
      addresses.catch(() => {});
      leave();
    }
    expect(await ask("hooks.live.test")).toHaveLength(2);
    expect(new Set(dns.asked.map(({ name }) => name)).size).toBeLessThanOrEqual(3);
  });

  test("beyond the bound on those that wait a lookup fails at once", async () => {
    const { names } = await start({
      timeoutMs: 1000,
      budgets: { call: { inAll: 9, perOwner: 1, waitingPerOwner: 2 } },
    });
    const lookups = dead.slice(0, 4).map((name) => names.lookup(name, "call", "a"));
    await expect(lookups[3]?.addresses).rejects.toThrow("EBUSY");
    expect(await names.lookup("hooks.live.test", "call", "b").addresses).toHaveLength(2);
    const others = await Promise.allSettled(lookups.slice(0, 3).map(({ addresses }) => addresses));
    expect(others.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  });

  test("a lookup that waited too long is not cached as a failure of the name", async () => {
    const { ask, names } = await start({
      timeoutMs: 400,
      budgets: { call: { inAll: 9, perOwner: 1, waitingPerOwner: 0 } },
    });
    const first = names.lookup("h.dead.test", "call", "a").addresses;
    first.catch(() => {});
    await expect(ask("hooks.live.test", "a")).rejects.toThrow("EBUSY");
    expect(await ask("hooks.live.test", "b")).toHaveLength(2);
    await expect(first).rejects.toThrow("ETIMEOUT");
  });
});
