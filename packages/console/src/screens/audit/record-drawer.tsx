import type { AuditRecordView } from "@countersign/wire";
import { getRouteApi } from "@tanstack/react-router";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Drawer } from "../../parts/drawer.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/audit");

/** One record next to the log, with its details. */
export function RecordDrawer({
  record,
  takeFocus,
  onClose,
}: {
  record: AuditRecordView;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const navigate = route.useNavigate();
  const { id, createdAt, actor, action, projectId, target, address, reason, details } = record;
  const narrow = (to: { actor?: string[]; target?: string[] }) =>
    void navigate({ search: (before) => ({ ...before, cursor: undefined, id: undefined, ...to }) });
  return (
    <Drawer
      label={id}
      title={<code>{action}</code>}
      takeFocus={takeFocus}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => narrow({ actor: [actor.id] })}>{t.sameActor}</Button>
          {target !== null && <Button onClick={() => narrow({ target: [target] })}>{t.sameTarget}</Button>}
        </>
      }
    >
      <Facts
        facts={[
          [t.columns.time, <Time key="at" at={createdAt} full />],
          [
            t.columns.actor,
            <span key="actor">
              {t.kind[actor.kind]} <code>{actor.id}</code>
            </span>,
          ],
          [t.columns.target, target && <code key="target">{target}</code>],
          [t.project, projectId && <code key="project">{projectId}</code>],
          [t.columns.address, address],
          [t.reason, reason],
          [t.record, <code key="id">{id}</code>],
        ]}
      />
      {Object.keys(details).length > 0 && (
        <>
          <h3>{t.details}</h3>
          <Code label={t.details} text={JSON.stringify(details)} />
        </>
      )}
    </Drawer>
  );
}
