import { once } from "node:events";
import { type Load, startLoad } from "./load.ts";

/** Callers on another machine: gets its load as a message, and sends what came of it. */
const [load] = (await once(process, "message")) as [Load];
const { loaded, ended } = startLoad(load);
await ended;
process.send?.(loaded, () => process.disconnect());
