import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { ask, isPrimary } from "./ask.ts";
import type { ClusterPrograms } from "./install.ts";
import { type Machine, makeMachine } from "./machine.ts";
import { makeNetwork, network } from "./network.ts";
import { rendered } from "./templates.ts";
import { until } from "./until.ts";

/** Three machines. */
export interface Cluster {
  readonly machines: readonly Machine[];
  /** The one whose Postgres accepts writes. */
  primary(): Promise<Machine>;
  /** Waits until all three work: two replicas follow, and each service is ready. */
  whole(): Promise<void>;
  startServices(settings: Record<string, string>): Promise<void>;
  /** Sets what Patroni does by default: commits wait for no standby. */
  setAsynchronous(): Promise<void>;
}

export const operatorToken = randomBytes(24).toString("base64url");
const startWithinMs = 300_000;

/** Makes and starts the cluster, as the guide does it; its files are in the directory. */
export async function startCluster(directory: string, programs: ClusterPrograms): Promise<Cluster> {
  const places = makeNetwork([1, 2, 3]);
  const addresses = places.map(({ node, address }) => [`ADDRESS${node}`, address] as const);
  const secret = () => randomBytes(18).toString("hex");
  const shared: Record<string, string> = {
    ...Object.fromEntries(addresses),
    AUTHORITY: path.join(directory, "authority"),
    NETWORK: network,
    ETCD_STATE: "new",
    SUPERUSER_PASSWORD: secret(),
    REPLICATION_PASSWORD: secret(),
    STORE_PASSWORD: secret(),
    MASTER_KEY: randomBytes(32).toString("base64"),
  };
  const script = path.resolve(import.meta.dirname, "../../deploy/cluster/certificates.sh");
  // biome-ignore lint/style/noProcessEnv: openssl is found by the caller's PATH
  execFileSync("sh", ["-e", script], { env: { PATH: process.env.PATH, ...shared }, stdio: "pipe" });
  const machines = places.map((place) => makeMachine(place, directory, programs, shared));
  for (const machine of machines) machine.startStore();
  await until("all three Postgres run", startWithinMs, () => replicated(machines));
  await createDatabase();

  return {
    machines,
    primary: () => primaryOf(machines),
    async whole() {
      await until("two replicas follow", startWithinMs, () => replicated(machines));
      await until("all services are ready", startWithinMs, () => allReady(machines));
    },
    async startServices(settings) {
      for (const machine of machines) machine.startService(settings);
      await until("all services are ready", startWithinMs, () => allReady(machines));
    },
    async setAsynchronous() {
      const off = ["synchronous_mode=off", "synchronous_mode_strict=off"].flatMap((each) => ["--set", each]);
      machines[0]?.patronictl("edit-config", "--force", "--quiet", ...off);
      await until("commits wait for no standby", startWithinMs, () => replicated(machines, "async"));
    },
  };

  async function createDatabase(): Promise<void> {
    const { place } = await primaryOf(machines);
    const url = `postgres://postgres:${shared.SUPERUSER_PASSWORD}@${place.address}/postgres?sslmode=require`;
    execFileSync(path.join(programs.postgres, "psql"), ["-q", "-v", "ON_ERROR_STOP=1", url], {
      input: rendered("schema.sql", shared),
    });
  }
}

async function primaryOf(machines: readonly Machine[]): Promise<Machine> {
  for (const machine of machines) if (await isPrimary(machine)) return machine;
  throw new Error("no Postgres of the cluster accepts writes");
}

/** Whether one Postgres accepts writes, and the two others follow it, in this way if given. */
async function replicated(machines: readonly Machine[], way?: "async"): Promise<boolean> {
  const states = await Promise.all(machines.map((machine) => ask(machine, 8008, "/patroni")));
  const roles = states.map((state) => {
    if (state?.status !== 200) return "none";
    const { role, replication } = JSON.parse(state.text) as PatroniState;
    const followers = replication?.filter((each) => each.state === "streaming") ?? [];
    const asWanted = way === undefined || followers.every((each) => each.sync_state === way);
    return role !== "primary" || (asWanted && followers.length === machines.length - 1) ? role : "lonely";
  });
  return roles.toSorted().join() === "primary,replica,replica";
}

async function allReady(machines: readonly Machine[]): Promise<boolean> {
  const ready = await Promise.all(
    machines.map(({ place }) => fetch(`http://${place.address}:8788/readyz`).catch(() => null)),
  );
  return ready.every((response) => response?.ok);
}

interface PatroniState {
  role: string;
  /** Of the primary: who follows it. */
  replication?: { state: string; sync_state: string }[];
}
