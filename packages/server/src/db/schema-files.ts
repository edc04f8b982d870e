import type { OptionalText, Stamp } from "./column-types.ts";

interface FilesTable {
  /** 32 hexadecimal digits, random. */
  name: string;
  state: "writing" | "kept" | "replaced" | "erased" | "abandoned";
  since: Stamp;
  source: OptionalText;
}

/** The objects in the bucket: see `files/`. */
export interface FilesSchema {
  files: FilesTable;
}
