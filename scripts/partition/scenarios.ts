import type { Machine } from "./machine.ts";

/** What happens to one machine. */
export interface Scenario {
  name: ScenarioName;
  /** What the report says. */
  says: string;
  /** Which machine it happens to. */
  victim: "primary" | "standby";
  begin(machine: Machine): void;
  /** Restores the machine. */
  end(machine: Machine, serviceSettings: Record<string, string>): void;
  /** Callers on the machine itself record events there, too. */
  callersInside: boolean;
  /** Postgres replicates asynchronously, as Patroni has it by default: then events must get lost. */
  asynchronous: boolean;
}

export const scenarioNames = ["standby", "kill", "cut", "freeze", "stall", "asynchronous"] as const;
export type ScenarioName = (typeof scenarioNames)[number];

const cutOff = {
  begin: ({ place }: Machine) => place.cut(),
  end: ({ place }: Machine) => place.heal(),
};

/** A machine without power doesn't tell anybody that its connections have ended. */
const killed = {
  begin({ place }: Machine) {
    place.cut();
    place.signal("SIGKILL");
  },
  end(machine: Machine, serviceSettings: Record<string, string>) {
    machine.place.heal();
    machine.startStore();
    machine.startService(serviceSettings);
  },
};

const frozen = {
  begin: ({ place }: Machine) => place.signal("SIGSTOP"),
  end: ({ place }: Machine) => place.signal("SIGCONT"),
};

/** Its Postgres goes on, and nobody stops it when it is replaced. */
const stalled = {
  begin: ({ place }: Machine) => place.signal("SIGSTOP", "bin/patroni"),
  end: ({ place }: Machine) => place.signal("SIGCONT", "bin/patroni"),
};

const usual = { victim: "primary", callersInside: false, asynchronous: false } as const;

/** In this order; the last one leaves the cluster asynchronous. */
export const scenarios: readonly Scenario[] = [
  { ...usual, name: "standby", says: "a standby's machine is killed", victim: "standby", ...killed },
  { ...usual, name: "kill", says: "the primary's machine is killed", ...killed },
  { ...usual, name: "cut", says: "the primary's machine is cut off", callersInside: true, ...cutOff },
  { ...usual, name: "freeze", says: "the primary's machine freezes", ...frozen },
  { ...usual, name: "stall", says: "only the primary's Patroni freezes", ...stalled },
  {
    ...usual,
    name: "asynchronous",
    says: "asynchronous, and the primary's machine is cut off",
    callersInside: true,
    asynchronous: true,
    ...cutOff,
  },
];
