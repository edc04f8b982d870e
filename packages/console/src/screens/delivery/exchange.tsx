import { Tabs } from "@base-ui/react/tabs";
import type { AttemptView, DeliveryContent, DeliveryDetail, EventDetail } from "@countersign/wire";
import { get } from "../../api/call.ts";
import { Code } from "../../parts/code.tsx";
import { Note } from "../../parts/note.tsx";
import { Reveal } from "../../parts/reveal.tsx";
import { useMayReveal } from "../../project/use-may-reveal.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readContent } from "../deliveries/calls.ts";
import styles from "./exchange.module.css";
import { headText, requestHead } from "./request-text.ts";
import { type Tab, tabs } from "./search.ts";
import { texts } from "./texts.ts";

/** What was sent, what was answered, and the event itself; bodies only when somebody asks. */
export function Exchange({
  delivery,
  attempt,
  tab,
  onTab,
}: {
  delivery: DeliveryDetail;
  attempt: AttemptView;
  tab: Tab;
  onTab: (tab: Tab) => void;
}) {
  const t = useTexts(texts);
  const allowed = useMayReveal(delivery.projectId)(delivery.type);
  return (
    <Tabs.Root value={tab} onValueChange={onTab}>
      <Tabs.List className={styles.tabs}>
        {tabs.map((each) => (
          <Tabs.Tab key={each} value={each} className={styles.tab}>
            {t.tabs[each]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="request" className={styles.panel}>
        <Code label={t.headers} text={requestHead(attempt)} />
        <Reveal of={delivery.id} allowed={allowed} read={() => readContent(delivery.id)}>
          {(content) => <RequestBody content={content} />}
        </Reveal>
      </Tabs.Panel>
      <Tabs.Panel value="response" className={styles.panel}>
        <Reveal of={delivery.id} allowed={allowed} read={() => readContent(delivery.id)}>
          {(content) => <Answer content={content} number={attempt.number} />}
        </Reveal>
      </Tabs.Panel>
      <Tabs.Panel value="event" className={styles.panel}>
        <Reveal
          of={delivery.eventId}
          allowed={allowed}
          read={() => get<EventDetail>(`/events/${delivery.eventId}`)}
        >
          {(event) =>
            event.withheld === null ? (
              <Code label={t.tabs.event} text={JSON.stringify(event.payload)} />
            ) : (
              <Note>{t.withheld[event.withheld]}</Note>
            )
          }
        </Reveal>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function RequestBody({ content }: { content: DeliveryContent }) {
  const t = useTexts(texts);
  if (content.withheld !== null) return <Note>{t.withheld[content.withheld]}</Note>;
  return content.body === null ? <p>{t.noBody}</p> : <Code label={t.body} text={content.body} />;
}

function Answer({ content, number }: { content: DeliveryContent; number: number }) {
  const t = useTexts(texts);
  const response = content.responses.find((each) => each.number === number);
  if (response === undefined || response.statusCode === null) return <p>{t.noResponse}</p>;
  const { statusCode, headers, body, answerFlag } = response;
  if (headers === null && content.withheld !== null) return <Note>{t.withheld[content.withheld]}</Note>;
  return (
    <>
      <Code label={t.headers} text={headText(`HTTP/1.1 ${statusCode}`, headers ?? {})} />
      {answerFlag && <Note look="warn">{t[answerFlag]}</Note>}
      {body ? <Code label={t.body} text={body} /> : <p>{t.noBody}</p>}
    </>
  );
}
