import { Agent } from "undici";
import type { ObjectStore } from "../contract.ts";
import type { ObserveCall } from "../metrics.ts";
import { type Addressing, objectUrl } from "./address.ts";
import { createCaller } from "./call.ts";
import type { ReadCredentials } from "./credentials.ts";

/** Which bucket, and how it is reached. */
export interface BucketSettings extends Addressing {
  region: string;
  credentials: ReadCredentials;
}

interface BucketDeps {
  /** The time that requests are signed with. */
  clock: () => number;
  onCall?: ObserveCall | undefined;
}

/** A bucket of S3-compatible storage as an object store. */
export interface Bucket extends ObjectStore {
  close(): Promise<void>;
}

/** As many requests of this process at a time; the others wait. */
const maxConnections = 16;
const connectTimeoutMs = 3000;
/** Written at each start. */
const probeName = "probe";
const probeBytes = Buffer.from("countersign\n");

/** Opens no connection yet. */
export function openBucket(settings: BucketSettings, deps: BucketDeps): Bucket {
  const dispatcher = new Agent({
    connections: maxConnections,
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: 10_000,
  });
  const call = createCaller({ ...settings, ...deps, dispatcher });
  const address = (name: string) => objectUrl(settings, name);
  return {
    async put(name, bytes) {
      await call({ operation: "put", method: "PUT", url: address(name), body: bytes });
    },
    get: (name, maxBytes) => call({ operation: "get", method: "GET", url: address(name), maxBytes }),
    async remove(name) {
      await call({ operation: "remove", method: "DELETE", url: address(name) });
    },
    async probe() {
      await this.put(probeName, probeBytes);
      await this.get(probeName, probeBytes.length);
    },
    close: () => dispatcher.close(),
  };
}
