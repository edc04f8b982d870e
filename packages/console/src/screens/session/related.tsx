import type { DeliveryView, EventView, Page, ReviewView, SessionDetail } from "@countersign/wire";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { get } from "../../api/call.ts";
import { Card } from "../../parts/card.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Time } from "../../parts/time.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { DeliveryState } from "../deliveries/delivery-state.tsx";
import { ReviewState } from "../reviews/review-state.tsx";
import styles from "./session.module.css";
import { texts } from "./texts.ts";

const most = 10;

/** What came of a session: its reviews, its events, their deliveries. Each of them leads on. */
export function Related({ session }: { session: SessionDetail }) {
  const t = useTexts(texts);
  const { id, userId, links, timeline, attempt, retryOf, retry } = session;
  const version = timeline.at(-1)?.version;
  const may = useMay(session.projectId);
  const [reviewed, told] = [may("reviews.decide"), may("deliveries.read") && may("events.read")];
  const reviews = useRows<ReviewView>(id, version, reviewed ? links.reviews : null);
  const events = useRows<EventView>(id, version, told ? links.events : null);
  const deliveries = useRows<DeliveryView>(id, version, told ? links.deliveries : null);
  return (
    <>
      {reviewed && (
        <Rows title={t.reviews} query={reviews}>
          {(review) => (
            <>
              <Link to="/reviews/$reviewId" params={{ reviewId: review.id }}>
                <Time at={review.createdAt} />
              </Link>
              <ReviewState review={review} />
            </>
          )}
        </Rows>
      )}
      {told && (
        <>
          <Rows
            title={t.events}
            query={events}
            all={
              <Link to="/events" search={{ subject: [id] }}>
                {t.all}
              </Link>
            }
          >
            {(event) => (
              <>
                <Link to="/events/$eventId" params={{ eventId: event.id }}>
                  <code>{event.type}</code>
                </Link>
                <Time at={event.createdAt} />
              </>
            )}
          </Rows>
          <Rows
            title={t.deliveries}
            query={deliveries}
            all={
              <Link to="/deliveries" search={{ subject: [id] }}>
                {t.all}
              </Link>
            }
          >
            {(delivery) => (
              <>
                <Link to="/deliveries/$deliveryId" params={{ deliveryId: delivery.id }}>
                  <code>{delivery.type}</code>
                </Link>
                <DeliveryState delivery={delivery} />
              </>
            )}
          </Rows>
        </>
      )}
      {retryOf !== null && (
        <Link to="/sessions/$sessionId" params={{ sessionId: retryOf }}>
          {t.retryOf(attempt)}
        </Link>
      )}
      {retry?.sessionId && (
        <Link to="/sessions/$sessionId" params={{ sessionId: retry.sessionId }}>
          {t.retriedIn}
        </Link>
      )}
      {userId !== null && (
        <Link to="/sessions" search={{ user: [userId] }}>
          {t.others}
        </Link>
      )}
    </>
  );
}

/** Read again whenever the session has moved on. A null link is not followed. */
function useRows<Row>(id: string, version: number | undefined, link: string | null) {
  return useQuery({
    queryKey: ["session", id, link, version],
    queryFn: ({ signal }) => get<Page<Row>>(`${link}&limit=${most}`, {}, signal),
    enabled: link !== null,
  });
}

function Rows<Row extends { id: string }>({
  title,
  query,
  all,
  children,
}: {
  title: string;
  query: UseQueryResult<Page<Row>>;
  /** Leads to all of them. */
  all?: ReactNode;
  children: (row: Row) => ReactNode;
}) {
  const t = useTexts(texts);
  return (
    <Card title={title} aside={all}>
      <Loaded query={query} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <ul className={styles.rows}>
              {data.map((row) => (
                <li key={row.id}>{children(row)}</li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
