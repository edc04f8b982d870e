import { afterAll } from "vitest";
import { cleanUpFile } from "./after-file.ts";

/** Vitest's set-up of each test file. Modules stay loaded from file to file, so this is what ends with each of them. */
afterAll(cleanUpFile);
