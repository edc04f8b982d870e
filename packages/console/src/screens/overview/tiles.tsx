import type { DeliveryStats } from "@countersign/wire";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../../people/use-may.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { mostReviews, useOpenReviews } from "../../project/use-open-reviews.ts";
import { count, duration, milliseconds, share } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./overview.module.css";
import type { Range } from "./search.ts";
import { texts } from "./texts.ts";
import { useDeliveryStats, useQueueStats } from "./use-figures.ts";

/** The figures at the top; each leads to the list of what it counts. */
export function Tiles({ projectId, range }: { projectId: string | undefined; range: Range }) {
  const t = useTexts(texts).tiles;
  const { language } = usePreferences();
  const may = useMay(projectId);
  const deliveries = useDeliveryStats(projectId, range);
  const queue = useQueueStats(projectId);
  const reviews = useOpenReviews(projectId);
  const { depth = null, oldestSeconds = null } = queue.data?.now ?? {};
  const open = reviews.data?.data.length ?? 0;
  return (
    <ul className={styles.tiles}>
      {may("deliveries.read") && (
        <>
          <Tile
            name={t.deliveries}
            query={deliveries}
            value={(total) => count(ended(total), language)}
            hint={({ exhausted }) => exhausted > 0 && t.exhausted(count(exhausted, language))}
            bad
            to="/deliveries"
            search={{ range }}
          />
          <Tile
            name={t.first}
            query={deliveries}
            value={(total) =>
              tried(total) === 0 ? "—" : share(total.deliveredFirst / tried(total), language)
            }
            hint={({ deliveredLater }) => deliveredLater > 0 && t.later(count(deliveredLater, language))}
            to="/deliveries"
            search={{ status: "retrying,exhausted", range }}
          />
          <Tile
            name={t.quantiles}
            query={deliveries}
            value={({ p50Ms, p95Ms }) =>
              p50Ms === null || p95Ms === null
                ? "—"
                : `${milliseconds(p50Ms, language)} / ${milliseconds(p95Ms, language)}`
            }
            hint={({ attempts }) => t.attempts(attempts)}
            to="/deliveries"
            search={{ status: "delivered,done,exhausted", range }}
          />
          <Tile
            name={t.queue}
            query={{ ...queue, data: queue.data && { total: queue.data.now } }}
            value={() => (depth === null ? "—" : count(depth, language))}
            hint={() =>
              oldestSeconds !== null && depth !== 0 && t.oldest(duration(oldestSeconds * 1000, language))
            }
            to="/deliveries"
            search={{ status: "pending,retrying" }}
          />
        </>
      )}
      {may("reviews.decide") && (
        <Tile
          name={t.reviews}
          query={{ ...reviews, data: reviews.data && { total: reviews.data } }}
          value={({ nextCursor }) => (nextCursor === null ? count(open, language) : `${mostReviews}+`)}
          to="/reviews"
          search={{ queue: "due" }}
        />
      )}
    </ul>
  );
}

function Tile<Total>({
  name,
  query,
  value,
  hint,
  bad = false,
  to,
  search,
}: {
  name: string;
  query: Pick<UseQueryResult, "error"> & { data: { total: Total } | undefined };
  value: (total: Total) => ReactNode;
  hint?: (total: Total) => ReactNode;
  /** Whether the hint is bad news. */
  bad?: boolean;
  to: string;
  search: Record<string, string>;
}) {
  const t = useTexts(texts).tiles;
  const { data } = query;
  return (
    <li>
      <Link to={to} search={search} className={styles.tile}>
        <span>{name}</span>
        <strong>{data ? value(data.total) : query.error ? t.unknown : "…"}</strong>
        <small className={bad ? styles.bad : undefined}>{data && hint?.(data.total)}</small>
      </Link>
    </li>
  );
}

type Total = DeliveryStats["total"];

/** Deliveries that have ended. */
function ended({ deliveredFirst, deliveredLater, done, exhausted }: Total): number {
  return deliveredFirst + deliveredLater + done + exhausted;
}

/** Deliveries that are repeated until they are accepted or given up. */
function tried({ deliveredFirst, deliveredLater, exhausted }: Total): number {
  return deliveredFirst + deliveredLater + exhausted;
}
