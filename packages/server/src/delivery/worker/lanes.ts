import type { ProjectId, WebhookId } from "@countersign/wire";
import { mayHaveMore } from "./share.ts";

/**
 * What waits in a lane: one webhook's work. Fresh work and what was claimed take turns, each first
 * in, first out.
 */
export interface Laned {
  projectId: ProjectId;
  item: { webhookId: WebhookId };
  /** Whether it came from memory rather than from the queue. */
  fresh: boolean;
}

interface Lane<Work> {
  project: Project;
  fresh: Work[];
  claimed: Work[];
  /** Whether the work that started last was fresh. */
  freshLast: boolean;
  running: number;
  /** The share of its recent requests that waited for this process. */
  heldUp: number;
  /** Whether its own limit is reached. */
  closed: boolean;
}

/** The lanes of one project together. */
interface Project {
  id: ProjectId;
  waiting: number;
  running: number;
  /** Fresh work that waits in lanes that this process holds up. */
  heldUp: number;
  /** Lanes with waiting work that are not closed, in the order of their turns. */
  turns: Set<WebhookId>;
  paused: boolean;
}

/** Over how many requests a lane's share is taken, and from which share on it counts as held up. */
const recent = 16;
const mostly = 0.5;

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
  /**
   * Ends work that `next` returned.
   *
   * @param heldUp whether its request waited for this process, rather than for its receiver.
   */
  done(work: Work, heldUp?: boolean): void;
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
  /**
   * How much of a project's fresh work waits for this process alone: in lanes of which this process
   * holds up most requests. Those that are full because their receiver is slow do not count, nor
   * those that have reached their own limit.
   */
  heldUp(projectId: ProjectId): number;
  /** The number of projects that have such work. */
  projectsHeldUp(): number;
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
  let projectsHeldUp = 0;

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
    heldUp: (projectId) => projects.get(projectId)?.heldUp ?? 0,
    projectsHeldUp: () => projectsHeldUp,
    busy: () => lanes.keys(),
  };

  function push(work: Work): void {
    const { webhookId } = work.item;
    let lane = lanes.get(webhookId);
    if (!lane) {
      const project = projectOf(work.projectId);
      lane = { project, fresh: [], claimed: [], freshLast: false, running: 0, heldUp: 0, closed: false };
      lanes.set(webhookId, lane);
    }
    if (work.fresh) {
      lane.fresh.push(work);
      countHeldUp(lane, 1);
    } else lane.claimed.push(work);
    lane.project.waiting++;
    totalWaiting++;
    if (lane.running < bounds.concurrencyPerWebhook) takeTurns(webhookId, lane);
  }

  function projectOf(id: ProjectId): Project {
    let project = projects.get(id);
    if (!project) {
      project = { id, waiting: 0, running: 0, heldUp: 0, turns: new Set(), paused: false };
      projects.set(id, project);
    }
    return project;
  }

  /** Counts fresh work that comes to wait, or no longer waits, if this process holds its lane up. */
  function countHeldUp(lane: Lane<Work>, change: number): void {
    if (lane.heldUp < mostly || lane.closed || change === 0) return;
    const { project } = lane;
    const before = project.heldUp;
    project.heldUp += change;
    projectsHeldUp += (project.heldUp > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
  }

  function setClosed(lane: Lane<Work>, closed: boolean): void {
    if (lane.closed === closed) return;
    countHeldUp(lane, -lane.fresh.length);
    lane.closed = closed;
    countHeldUp(lane, lane.fresh.length);
  }

  function takeTurns(webhookId: WebhookId, lane: Lane<Work>): void {
    const { project } = lane;
    setClosed(lane, false);
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
      if (!lane || waitingIn(lane) === 0 || lane.running >= bounds.concurrencyPerWebhook) {
        turns.delete(webhookId);
        continue;
      }
      if (lane.running >= share) continue;
      const limit = bounds.limit?.(webhookId, lane.running) ?? bounds.concurrencyPerWebhook;
      if (lane.running >= limit) {
        setClosed(lane, true);
        turns.delete(webhookId);
        continue;
      }
      return start(webhookId, lane);
    }
    return null;
  }

  function start(webhookId: WebhookId, lane: Lane<Work>): Work | null {
    const [turn, other] = lane.freshLast ? [lane.claimed, lane.fresh] : [lane.fresh, lane.claimed];
    const work = turn.shift() ?? other.shift();
    if (!work) return null;
    lane.freshLast = work.fresh;
    if (work.fresh) countHeldUp(lane, -1);
    const { project } = lane;
    totalWaiting--;
    totalRunning++;
    project.waiting--;
    project.running++;
    lane.running++;
    project.turns.delete(webhookId);
    if (waitingIn(lane) > 0 && lane.running < bounds.concurrencyPerWebhook) project.turns.add(webhookId);
    return work;
  }

  function done(work: Work, heldUp = false): void {
    const { webhookId } = work.item;
    const lane = lanes.get(webhookId);
    if (!lane) return;
    totalRunning--;
    lane.running--;
    lane.project.running--;
    countHeldUp(lane, -lane.fresh.length);
    lane.heldUp += ((heldUp ? 1 : 0) - lane.heldUp) / recent;
    countHeldUp(lane, lane.fresh.length);
    if (waitingIn(lane) > 0) takeTurns(webhookId, lane);
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
    if (lane && waitingIn(lane) > 0) takeTurns(webhookId, lane);
  }

  function remove(matches: (work: Work) => boolean): Work[] {
    const removed: Work[] = [];
    for (const [webhookId, lane] of lanes) {
      const matching = [...lane.fresh, ...lane.claimed].filter(matches);
      if (matching.length === 0) continue;
      removed.push(...matching);
      lane.project.waiting -= matching.length;
      countHeldUp(lane, -lane.fresh.length);
      lane.fresh = lane.fresh.filter((work) => !matches(work));
      lane.claimed = lane.claimed.filter((work) => !matches(work));
      countHeldUp(lane, lane.fresh.length);
      if (waitingIn(lane) === 0) end(webhookId, lane);
    }
    totalWaiting -= removed.length;
    return removed;
  }

  function waiting(webhookId?: WebhookId): number {
    if (webhookId === undefined) return totalWaiting;
    const lane = lanes.get(webhookId);
    return lane ? waitingIn(lane) : 0;
  }

  function waitingOf(projectId: ProjectId): number {
    return projects.get(projectId)?.waiting ?? 0;
  }

  function running(webhookId?: WebhookId): number {
    return webhookId === undefined ? totalRunning : (lanes.get(webhookId)?.running ?? 0);
  }
}

function waitingIn({ fresh, claimed }: Lane<unknown>): number {
  return fresh.length + claimed.length;
}
