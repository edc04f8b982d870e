interface StoredBytesTable {
  projectId: string;
  part: "bodies" | "log" | "records";
  day: string;
  bytes: number;
}

/** What projects store: see `storage/`. */
export interface StorageSchema {
  storedBytes: StoredBytesTable;
}
