import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import path from "node:path";
import type { Machine } from "./machine.ts";

const agents = new Map<string, Agent>();
const withinMs = 1000;

/** Calls etcd or Patroni of a machine with a node's certificate; null if it doesn't respond. */
export function ask(
  machine: Machine,
  port: number,
  target: string,
  body?: object,
): Promise<{ status: number; text: string } | null> {
  const { address } = machine.place;
  return new Promise((resolve) => {
    const method = body === undefined ? "GET" : "POST";
    const options = { host: address, port, path: target, method, agent: agentOf(machine), timeout: withinMs };
    const call = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.once("error", () => resolve(null));
    });
    call.once("timeout", () => call.destroy());
    call.once("error", () => resolve(null));
    call.end(body && JSON.stringify(body));
  });
}

/** The node that holds the leader's key in etcd; null if nobody does, undefined if it can't be read. */
export async function leaderByEtcd(machine: Machine): Promise<number | null | undefined> {
  const key = Buffer.from("/service/countersign/leader").toString("base64");
  const response = await ask(machine, 2379, "/v3/kv/range", { key });
  if (response?.status !== 200) return undefined;
  const { kvs } = JSON.parse(response.text) as { kvs?: [{ value: string }] };
  return kvs ? Number(Buffer.from(kvs[0].value, "base64").toString().replace("node", "")) : null;
}

/** Whether the machine's Postgres accepts writes and holds the leader's key. */
export async function isPrimary(machine: Machine): Promise<boolean> {
  return (await ask(machine, 8008, "/primary"))?.status === 200;
}

function agentOf({ certificates }: Machine): Agent {
  const known = agents.get(certificates);
  if (known) return known;
  const read = (name: string) => readFileSync(path.join(certificates, name));
  const agent = new Agent({
    ca: read("ca.crt"),
    cert: read("node.crt"),
    key: read("node.key"),
    keepAlive: true,
  });
  agents.set(certificates, agent);
  return agent;
}
