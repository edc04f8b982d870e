import type { ProjectId, WebhookId } from "@countersign/wire";
import { mayHaveMore } from "./share.ts";

/** What waits in a lane: one webhook's work, first in, first out. */
export interface Laned {
  projectId: ProjectId;
  item: { webhookId: WebhookId };
}

interface Lane<Work> {
  project: Project;
  waiting: Work[];
  running: number;
}

/** The lanes of one project together. */
interface Project {
  id: ProjectId;
  waiting: number;
  running: number;
  /** Lanes with waiting work that are not closed, in the order of their turns. */
  turns: Set<WebhookId>;
  paused: boolean;
}

/**
 * Chooses the work to start next. There is a lane per webhook, and a slot is one of the
 * `concurrency` requests in flight. Projects take turns at free slots, and within a project's turns
 * so do its lanes that have work and are below their own limit. A slow address fills its lane and
 * its own slots; it never takes another's turn, and a project with a thousand webhooks gets no more
 * turns than one with a single webhook.
 *
 * A lane may run half as much as there are free slots (at least two), and no more than its own
 * limit. So however many lanes hang, some slots stay free for the others. The last slots are kept
 * for projects that run little.
 */
export interface Lanes<Work extends Laned> {
  push(work: Work): void;
  /** The next work to start, already counted as running; null when nothing may start now. */
  next(): Work | null;
  /** Ends work that `next` returned. */
  done(work: Work): void;
  /** Nothing of the project starts until `resume`. */
  pause(projectId: ProjectId): void;
  resume(projectId: ProjectId): void;
  /** The lane's own limit is no longer 0. */
  open(webhookId: WebhookId): void;
  /** Removes waiting work that matches, and returns it. */
  remove(matches: (work: Work) => boolean): Work[];
  waiting(webhookId?: WebhookId): number;
  /** How much of a project's work waits, over all its lanes. */
  waitingOf(projectId: ProjectId): number;
  running(webhookId?: WebhookId): number;
  /** The webhooks that have anything waiting or running. */
  busy(): Iterable<WebhookId>;
}

/**
 * @param bounds.limit a lane's limit in addition to `concurrencyPerWebhook`, called before each
 * start; 0 closes the lane until `open`, or until some of its work ends.
 */
export function createLanes<Work extends Laned>(bounds: {
  concurrency: number;
  concurrencyPerWebhook: number;
  limit?: (webhookId: WebhookId, running: number) => number;
}): Lanes<Work> {
  const lanes = new Map<WebhookId, Lane<Work>>();
  /** Projects with anything waiting or running. */
  const projects = new Map<ProjectId, Project>();
  /** Projects with a lane that may start work, in the order of their turns. */
  const turns = new Set<Project>();
  let totalWaiting = 0;
  let totalRunning = 0;

  return {
    push,
    next,
    done,
    pause,
    resume,
    open,
    remove,
    waiting,
    waitingOf,
    running,
    busy: () => lanes.keys(),
  };

  function push(work: Work): void {
    const { webhookId } = work.item;
    let lane = lanes.get(webhookId);
    if (!lane) {
      lane = { project: projectOf(work.projectId), waiting: [], running: 0 };
      lanes.set(webhookId, lane);
    }
    lane.waiting.push(work);
    lane.project.waiting++;
    totalWaiting++;
    if (lane.running < bounds.concurrencyPerWebhook) takeTurns(webhookId, lane.project);
  }

  function projectOf(id: ProjectId): Project {
    let project = projects.get(id);
    if (!project) {
      project = { id, waiting: 0, running: 0, turns: new Set(), paused: false };
      projects.set(id, project);
    }
    return project;
  }

  function takeTurns(webhookId: WebhookId, project: Project): void {
    project.turns.add(webhookId);
    if (!project.paused) turns.add(project);
  }

  function pause(projectId: ProjectId): void {
    const project = projects.get(projectId);
    if (!project) return;
    project.paused = true;
    turns.delete(project);
  }

  function resume(projectId: ProjectId): void {
    const project = projects.get(projectId);
    if (!project) return;
    project.paused = false;
    if (project.turns.size > 0) turns.add(project);
  }

  function next(): Work | null {
    const free = bounds.concurrency - totalRunning;
    if (free <= 0) return null;
    const share = Math.max(2, Math.ceil(free / 2));
    for (const project of turns) {
      // A project with its full share may still start one request to each idle address, except in
      // the very last slots.
      const hasItsShare = !mayHaveMore(project.running, free, bounds.concurrency);
      if (hasItsShare && free <= bounds.concurrency / 64) continue;
      const work = nextOf(project, hasItsShare ? 1 : share);
      if (work || project.turns.size === 0) turns.delete(project);
      if (!work) continue;
      if (project.turns.size > 0) turns.add(project);
      return work;
    }
    return null;
  }

  /** The next work of one project, whose lanes may run `share` each. */
  function nextOf(project: Project, share: number): Work | null {
    const { turns } = project;
    for (const webhookId of turns) {
      const lane = lanes.get(webhookId);
      if (!lane || lane.waiting.length === 0 || lane.running >= bounds.concurrencyPerWebhook) {
        turns.delete(webhookId);
        continue;
      }
      if (lane.running >= share) continue;
      const limit = bounds.limit?.(webhookId, lane.running) ?? bounds.concurrencyPerWebhook;
      if (lane.running >= limit) {
        turns.delete(webhookId);
        continue;
      }
      return start(webhookId, lane);
    }
    return null;
  }

  function start(webhookId: WebhookId, lane: Lane<Work>): Work | null {
    const work = lane.waiting.shift();
    if (!work) return null;
    const { project } = lane;
    totalWaiting--;
    totalRunning++;
    project.waiting--;
    project.running++;
    lane.running++;
    project.turns.delete(webhookId);
    if (lane.waiting.length > 0 && lane.running < bounds.concurrencyPerWebhook) project.turns.add(webhookId);
    return work;
  }

  function done(work: Work): void {
    const { webhookId } = work.item;
    const lane = lanes.get(webhookId);
    if (!lane) return;
    totalRunning--;
    lane.running--;
    lane.project.running--;
    if (lane.waiting.length > 0) takeTurns(webhookId, lane.project);
    else end(webhookId, lane);
  }

  function end(webhookId: WebhookId, { project, running }: Lane<Work>): void {
    project.turns.delete(webhookId);
    if (running === 0) lanes.delete(webhookId);
    if (project.turns.size === 0) turns.delete(project);
    if (project.waiting === 0 && project.running === 0) projects.delete(project.id);
  }

  function open(webhookId: WebhookId): void {
    const lane = lanes.get(webhookId);
    if (lane && lane.waiting.length > 0) takeTurns(webhookId, lane.project);
  }

  function remove(matches: (work: Work) => boolean): Work[] {
    const removed: Work[] = [];
    for (const [webhookId, lane] of lanes) {
      const kept = lane.waiting.filter((work) => !matches(work));
      if (kept.length === lane.waiting.length) continue;
      removed.push(...lane.waiting.filter(matches));
      lane.project.waiting -= lane.waiting.length - kept.length;
      lane.waiting = kept;
      if (kept.length === 0) end(webhookId, lane);
    }
    totalWaiting -= removed.length;
    return removed;
  }

  function waiting(webhookId?: WebhookId): number {
    return webhookId === undefined ? totalWaiting : (lanes.get(webhookId)?.waiting.length ?? 0);
  }

  function waitingOf(projectId: ProjectId): number {
    return projects.get(projectId)?.waiting ?? 0;
  }

  function running(webhookId?: WebhookId): number {
    return webhookId === undefined ? totalRunning : (lanes.get(webhookId)?.running ?? 0);
  }
}
