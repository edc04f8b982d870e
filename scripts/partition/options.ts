import { parseArgs } from "node:util";
import { type ScenarioName, scenarioNames } from "./scenarios.ts";

export interface Options {
  /** Events of each scenario. */
  events: number;
  /** Events a second that outside callers record. */
  rate: number;
  /** How long each fault lasts, in seconds. */
  seconds: number;
  scenarios: readonly ScenarioName[];
  /** The working directory, in the process that has the namespaces; null in the one that makes them. */
  insideOf: string | null;
}

export const usage = `npm run partition -- [options], as root on Linux
  --events 20000      events of each scenario
  --rate 400          events a second
  --seconds 40        how long each fault lasts
  --only a,b          only these scenarios: ${scenarioNames.join(", ")}
`;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        events: { type: "string", default: "20000" },
        rate: { type: "string", default: "400" },
        seconds: { type: "string", default: "40" },
        only: { type: "string", default: scenarioNames.join(",") },
        "inside-of": { type: "string" },
      },
    });
    const only = values.only.split(",");
    const unknown = only.find((name) => !scenarioNames.some((known) => known === name));
    if (unknown !== undefined) return `unknown scenario ${unknown}; there are ${scenarioNames.join(", ")}`;
    return {
      events: positive("events", values.events),
      rate: positive("rate", values.rate),
      seconds: positive("seconds", values.seconds),
      scenarios: scenarioNames.filter((name) => only.includes(name)),
      insideOf: values["inside-of"] ?? null,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
  return value;
}
