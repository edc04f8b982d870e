import path from "node:path";
import { parseArgs } from "node:util";
import { convoySender } from "./adapters/convoy.ts";
import { countersignSender } from "./adapters/countersign.ts";
import { outpostSender } from "./adapters/outpost.ts";
import type { Remote, Sender } from "./adapters/sender.ts";
import { svixSender } from "./adapters/svix.ts";

type OpenSender = (remote: Remote, connections: number) => Sender;

export interface Options {
  quick: boolean;
  /** Null: all. */
  only: readonly string[] | null;
  open: OpenSender;
  /** Null: the run starts a service itself. */
  remote: Remote | null;
  jsonFile: string | null;
  profileDir: string | null;
  /** Of the service that the run starts: its `COUNTERSIGN_PROCESSES`. */
  processes: string;
}

export const usage = `npm run bench -- [options]
  --quick             shorter measurements; ends within a minute
  --only a,b          only these scenarios: SCENARIOS
  --json file         also writes the figures to this file
  --profile dir       leaves a CPU profile of each process of the service in this directory
  --processes n       the service serves with n processes (COUNTERSIGN_PROCESSES)
  --sender name       countersign (the default), svix, outpost or convoy, by its HTTP API:
  --url, --token      its address and token; without them the run starts Countersign itself
  --project id        Convoy's project
`;

/** @throws Error naming the wrong option. */
export function readOptions(args: readonly string[], scenarios: readonly string[]): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: text,
      json: text,
      profile: text,
      processes: { ...text, default: "1" },
      sender: { ...text, default: "countersign" },
      url: text,
      token: text,
      project: text,
    },
  });
  const only = values.only?.split(",") ?? null;
  const unknown = only?.find((name) => !scenarios.includes(name));
  if (unknown !== undefined)
    throw new Error(`unknown scenario ${unknown}; there are ${scenarios.join(", ")}`);
  const open = senderOf(values.sender, values.project);
  const { url, token } = values;
  if ((url === undefined) !== (token === undefined))
    throw new Error("--url and --token must be used together");
  const remote = url === undefined || token === undefined ? null : { url, token };
  if (remote === null && values.sender !== "countersign")
    throw new Error(`${values.sender} needs --url and --token`);
  return {
    quick: values.quick,
    only,
    open,
    remote,
    jsonFile: values.json ?? null,
    profileDir: values.profile === undefined ? null : path.resolve(values.profile),
    processes: values.processes,
  };
}

function senderOf(name: string, projectId: string | undefined): OpenSender {
  switch (name) {
    case "countersign":
      return countersignSender;
    case "svix":
      return svixSender;
    case "outpost":
      return outpostSender;
    case "convoy":
      if (projectId === undefined) throw new Error("convoy needs --project");
      return (remote, connections) => convoySender({ ...remote, projectId }, connections);
    default:
      throw new Error(`there is no adapter for ${name}`);
  }
}
