import type { ImportedWebhooks } from "@countersign/wire";
import { Changes } from "../../parts/changes.tsx";
import { Copy } from "../../parts/copy.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";
import styles from "./webhook-file.module.css";

type Entry = ImportedWebhooks["diff"][number];

const healths: Readonly<Record<Entry["action"], Health>> = {
  add: "ok",
  change: "warn",
  same: "off",
  left: "off",
};

/** What a file changes, webhook by webhook. */
export function FileDiff({ diff }: { diff: readonly Entry[] }) {
  const t = useTexts(texts);
  if (diff.every(({ action }) => action === "same" || action === "left")) return <p>{t.nothing}</p>;
  return (
    <ul className={styles.diff}>
      {diff.map(({ action, id, name, changes, missingSecrets, secret }) => (
        <li key={id ?? name}>
          <Status health={healths[action]}>{t.action[action]}</Status> <b>{name}</b>
          <Changes changes={changes} />
          {missingSecrets.length > 0 && <p>{t.missing(missingSecrets.join(", "))}</p>}
          {secret && (
            <p>
              {t.secret} <code>{secret}</code> <Copy text={secret} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
