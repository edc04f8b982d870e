import { DatabaseError, poolBusy } from "../db/index.ts";

/**
 * Characters that the own bodies of a project's webhooks may take while its events are recorded.
 */
const maxCharacters = 32 * 1024 * 1024;
const maxWaitMs = 5000;

/**
 * There is no room for the bodies of an event: permanently (`permanent`), or until other events of
 * the project are recorded.
 */
export class NoRoomForBodies extends Error {
  override readonly name = "NoRoomForBodies";
  readonly event: number;
  readonly permanent: boolean;

  constructor(event: number, permanent: boolean) {
    super("the bodies that webhooks have of their own take too much");
    this.event = event;
    this.permanent = permanent;
  }
}

/** One call's part of its project's room. */
export interface RoomOfCall {
  /**
   * Takes room for what webhooks make of the event at this index of the call: each about as long as
   * its payload.
   *
   * @throws NoRoomForBodies
   */
  takeFor(event: number, characters: number, webhooks: number): void;
  /**
   * The same for an event that is the call's only one and can't be refused: waits until there is
   * room, or until nothing else of the project takes any.
   *
   * @throws DatabaseError for which `isUnavailable` is true, after five seconds
   */
  waitFor(characters: number, webhooks: number): Promise<void>;
  /** Takes room for a rendered body, beyond what was taken for its event. False: there is none. */
  takeMore(characters: number): boolean;
  /** Releases all of it. */
  leave(): void;
}

/**
 * Bounds the memory that recording takes if webhooks have bodies of their own: an event of 1 MB to
 * 150 webhooks with a template took 660 MB, and a call may contain a thousand events.
 */
export function createBodyRoom(max: number = maxCharacters): (projectId: string) => RoomOfCall {
  const taken = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();
  return (projectId) => {
    let own = 0;
    const take = (characters: number) => {
      own += characters;
      taken.set(projectId, (taken.get(projectId) ?? 0) + characters);
    };
    const fits = (characters: number) => (taken.get(projectId) ?? 0) + characters <= max;
    return {
      takeFor(event, characters, webhooks) {
        const needed = characters * webhooks;
        if (!fits(needed)) throw new NoRoomForBodies(event, own + needed > max);
        take(needed);
      },
      async waitFor(characters, webhooks) {
        const until = performance.now() + maxWaitMs;
        while (taken.has(projectId) && !fits(characters * webhooks)) {
          const left = until - performance.now();
          if (left <= 0) throw new DatabaseError("too many bodies of one project wait to be made", poolBusy);
          await leaving(left);
        }
        take(characters * webhooks);
      },
      takeMore(characters) {
        if (!fits(characters)) return false;
        take(characters);
        return true;
      },
      leave() {
        const left = (taken.get(projectId) ?? 0) - own;
        own = 0;
        if (left > 0) taken.set(projectId, left);
        else taken.delete(projectId);
        for (const wake of waiting.get(projectId) ?? []) wake();
      },
    };

    /** Resolves when a call of the project leaves, or after this time. */
    function leaving(ms: number): Promise<void> {
      const wakes = waiting.get(projectId) ?? new Set();
      waiting.set(projectId, wakes);
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          wakes.delete(wake);
          if (wakes.size === 0) waiting.delete(projectId);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        wakes.add(wake);
      });
    }
  };
}
