import type { ProjectId } from "@countersign/wire";
import type { Work } from "../work.ts";
import type { Lanes } from "./lanes.ts";

/** Makes acceptance wait for sending, when the processor can't do both as fast as events arrive. */
export interface BackPressure {
  /** A call records events of the project. */
  admit(projectId: ProjectId, events: number): Admission;
  /** Some of the project's work has started. */
  relieve(projectId: ProjectId): void;
}

/** A call that wants to record events, and is to `leave` once it has recorded them or given up. */
interface Admission {
  /** Resolves once it may, after `maxAdmissionMs` at the latest; null: at once. */
  readonly turn: Promise<void> | null;
  leave(): void;
}

interface Project {
  /** What the calls that were admitted are about to add. */
  entering: number;
  /** First come, first served. */
  waiting: Set<() => void>;
}

/** Every project may have this much, however many others have work that is held up. */
const minShare = 16;
/**
 * A larger call counts as this many events: otherwise one batch would be prepared after another,
 * and neither the processor nor the store would have anything to do in between.
 */
const maxPerCall = 32;

/**
 * Only work counts that could be sent but for this process (`Lanes.heldUp`): a slow receiver slows
 * no acceptance. Projects have equal parts of the bound: what one has beyond its part, whether by
 * large batches or because it floods, slows itself alone. What calls are about to add counts, too.
 * Calls that wait enter many at a time, once half of the part is free: they share a commit.
 *
 * @param settings.maxHeldUp how much fresh work may be held up before recordings wait.
 * @param settings.maxAdmissionMs how long they wait at most.
 */
export function createBackPressure(
  lanes: Pick<Lanes<Work>, "heldUp" | "projectsHeldUp">,
  { maxHeldUp, maxAdmissionMs }: { maxHeldUp: number; maxAdmissionMs: number },
): BackPressure {
  /** Those with calls that wait or were admitted. */
  const projects = new Map<ProjectId, Project>();

  return { admit, relieve };

  function admit(projectId: ProjectId, events: number): Admission {
    const project = projects.get(projectId) ?? { entering: 0, waiting: new Set() };
    projects.set(projectId, project);
    const adds = Math.min(events, maxPerCall);
    if (project.waiting.size === 0 && hasRoom(projectId, project)) {
      project.entering += adds;
      return { turn: null, leave: () => leave(projectId, project, adds) };
    }
    const turn = new Promise<void>((resolve) => {
      const enter = () => {
        clearTimeout(timer);
        project.waiting.delete(enter);
        project.entering += adds;
        resolve();
      };
      const timer = setTimeout(enter, maxAdmissionMs);
      project.waiting.add(enter);
    });
    return { turn, leave: () => leave(projectId, project, adds) };
  }

  function relieve(projectId: ProjectId): void {
    const project = projects.get(projectId);
    if (!project || project.waiting.size === 0 || !hasRoom(projectId, project, 0.5)) return;
    for (const enter of project.waiting) {
      if (!hasRoom(projectId, project)) return;
      enter();
    }
  }

  /** @param part of the project's share that may be in use. */
  function hasRoom(projectId: ProjectId, { entering }: Project, part = 1): boolean {
    const heldUp = lanes.heldUp(projectId);
    const sharedBy = heldUp === 0 ? 1 : lanes.projectsHeldUp();
    return heldUp + entering < part * Math.max(minShare, maxHeldUp / sharedBy);
  }

  function leave(projectId: ProjectId, project: Project, adds: number): void {
    project.entering -= adds;
    if (project.entering === 0 && project.waiting.size === 0) projects.delete(projectId);
    else relieve(projectId);
  }
}
