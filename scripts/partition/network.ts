import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/** The network of the machines; this process is on it as well. */
export const network = "10.77.0.0/24";
export const ownAddress = "10.77.0.10";
const bridge = "br0";
/** Where `ip` keeps the namespaces; ours are seen in this process's namespace of mounts only. */
const names = "/run/netns";

/** A machine's place in the network. */
export interface Place {
  /** 1, 2 or 3. */
  node: number;
  address: string;
  /** The command that runs a program there. */
  command(program: string, args: readonly string[]): [program: string, args: string[]];
  /** Takes its cable out: no packet gets through, and nobody is told. */
  cut(): void;
  heal(): void;
  /**
   * Sends the signal to each process there, or to those with this in their command, until none is left that should have
   * ended.
   */
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT", command?: string): void;
}

/** Makes a bridge in this process's network namespace, and a namespace for each machine. */
export function makeNetwork(nodes: readonly number[]): Place[] {
  mkdirSync(names, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "tmpfs", names]);
  ip("link", "set", "lo", "up");
  ip("link", "add", bridge, "type", "bridge");
  ip("addr", "add", `${ownAddress}/24`, "dev", bridge);
  ip("link", "set", bridge, "up");
  return nodes.map(place);
}

function place(node: number): Place {
  const [name, address, cable] = [`node${node}`, `10.77.0.${10 + node}`, `cable${node}`];
  ip("netns", "add", name);
  ip("-n", name, "link", "set", "lo", "up");
  ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name);
  ip("-n", name, "addr", "add", `${address}/24`, "dev", "eth0");
  ip("-n", name, "link", "set", "eth0", "up");
  const heal = () => ip("link", "set", cable, "master", bridge, "up");
  heal();
  const file = `${names}/${name}`;
  return {
    node,
    address,
    command: (program, args) => ["nsenter", [`--net=${file}`, program, ...args]],
    cut: () => ip("link", "set", cable, "nomaster"),
    heal,
    signal(signal, command = "") {
      // Processes that start in between are found the next time.
      for (let again = true; again; ) {
        const processes = processesIn(file).filter((pid) => commandOf(pid).includes(command));
        for (const pid of processes) sendSignal(pid, signal);
        again = signal === "SIGKILL" && processes.length > 0;
      }
    },
  };
}

/** Those that are in this network namespace. */
function processesIn(file: string): number[] {
  const own = `net:[${statSync(file).ino}]`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => namespaceOf(pid) === own)
    .map(Number);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in between.
  }
}

function namespaceOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return ""; // It has ended.
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "inherit"] });
}
