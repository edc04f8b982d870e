import type { ProjectId } from "@countersign/wire";
import type { Lot, Round } from "./round.ts";

/** How much of a project one statement may claim, and after which lot; null: from the first. */
export interface ProjectTurn {
  projectId: ProjectId;
  room: number;
  after: Lot | null;
}

/** Where projects that reached their limit continue, so that each of their webhooks has a turn. */
export interface ProjectTurns {
  /**
   * The turns in this round of those that have claimed before.
   *
   * @param rooms what is left of projects' limits.
   */
  in(round: Round, rooms: ReadonlyMap<ProjectId, number>, roomOfOthers: number): ProjectTurn[];
  /**
   * Ends the turns of projects without room: in this round they get nothing more, in the next one
   * they continue after the last lot that they got something of.
   */
  end(round: Round, rooms: ReadonlyMap<ProjectId, number>, lastLots: ReadonlyMap<ProjectId, Lot>): void;
  /**
   * Called at the end of a round: projects that reached it begin with their first lot again. Returns
   * whether a project that was limited has room now.
   */
  endRound(round: Round, rooms: ReadonlyMap<ProjectId, number>, roomOfOthers: number): boolean;
}

/** Contains only projects that reached their limit in this round or the previous one. */
export function createProjectTurns(): ProjectTurns {
  const ended = new Map<ProjectId, { after: Lot; round: number }>();

  return {
    in(round, rooms, roomOfOthers) {
      const projects = new Set([...rooms.keys(), ...ended.keys()]);
      return [...projects].map((projectId) => {
        const own = ended.get(projectId);
        const room = own?.round === round.number ? 0 : Math.max(0, rooms.get(projectId) ?? roomOfOthers);
        return { projectId, room, after: own?.after ?? null };
      });
    },
    end(round, rooms, lastLots) {
      for (const [projectId, room] of rooms) {
        const own = ended.get(projectId);
        if (room > 0 || own?.round === round.number) continue;
        const after = lastLots.get(projectId) ?? own?.after ?? round.after;
        ended.set(projectId, { after, round: round.number });
      }
    },
    endRound(round, rooms, roomOfOthers) {
      const leftOut = [...ended.keys()].some((projectId) => (rooms.get(projectId) ?? roomOfOthers) > 0);
      for (const [projectId, own] of ended) if (own.round !== round.number) ended.delete(projectId);
      return leftOut;
    },
  };
}
