import type { TimelineEntry } from "@countersign/wire";
import { Card } from "../../parts/card.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { SessionState } from "../sessions/session-state.tsx";
import styles from "./session.module.css";
import { texts } from "./texts.ts";

/** What happened to a session, in order: when, what, by whom, and where it stood after it. */
export function Timeline({ steps }: { steps: readonly TimelineEntry[] }) {
  const t = useTexts(texts);
  return (
    <Card title={t.timeline}>
      <ol className={styles.steps}>
        {steps.map(({ version, occurredAt, trigger, to, actor }) => (
          <li key={version}>
            <Time at={occurredAt} />
            <span>
              {t.trigger[trigger] ?? trigger}{" "}
              <span className={styles.by}>
                · {t.actor[actor.kind] ?? actor.kind}
                {actor.kind === "operator" && actor.id !== null && (
                  <>
                    {" "}
                    <code>{actor.id}</code>
                  </>
                )}
              </span>
            </span>
            <SessionState status={to} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
