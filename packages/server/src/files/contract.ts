/**
 * Storage of immutable objects under names. All may throw `FilesUnavailable`; after that, a `put` or
 * `remove` may or may not have happened. `conformance.ts` tests what is promised here.
 */
export interface ObjectStore {
  /** Stores the bytes; they can be read once it resolves. Storing the same again changes nothing. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes; null if there is no such object. Of one that is longer than `maxBytes`, more than that, but not all. */
  get(name: string, maxBytes: number): Promise<Buffer | null>;
  /** Removes the object; succeeds if there is none. */
  remove(name: string): Promise<void>;
  /** Resolves if the storage can be reached, and these credentials can write and read. */
  probe(): Promise<void>;
}

/** The storage of files does not respond, or refuses; the same call may succeed later. */
export class FilesUnavailable extends Error {
  override readonly name = "FilesUnavailable";
}

/** An object is missing or is not what was stored. Says nothing about its content. */
export class FileLost extends Error {
  override readonly name = "FileLost";
}
