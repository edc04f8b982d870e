import type { OperatorView } from "@countersign/wire";
import { Link } from "@tanstack/react-router";
import { Drawer } from "../../parts/drawer.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Group } from "../../parts/group.tsx";
import { Time } from "../../parts/time.tsx";
import { SessionsList } from "../../people/sessions-list.tsx";
import { TokensList } from "../../people/tokens-list.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { AccessActions } from "./access-actions.tsx";
import { EditOperator } from "./edit-operator.tsx";
import { OperatorState } from "./operator-state.tsx";
import { texts } from "./texts.ts";

/** One person next to the list: who they are, what they may do, where they are signed in. */
export function OperatorDrawer({
  operator,
  takeFocus,
  onClose,
}: {
  operator: OperatorView;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const { id, name, lastSeenAt, createdAt, signInMethods, active } = operator;
  return (
    <Drawer label={name} title={name} takeFocus={takeFocus} onClose={onClose}>
      <Facts
        facts={[
          [t.columns.state, <OperatorState key="state" operator={operator} />],
          [t.columns.methods, signInMethods.map((method) => t.method[method]).join(", ") || "—"],
          [t.columns.seen, lastSeenAt === null ? t.never : <Time key="seen" at={lastSeenAt} full />],
          [t.created, <Time key="created" at={createdAt} full />],
          ["Id", <code key="id">{id}</code>],
        ]}
      />
      <p>
        <Link to="/audit" search={{ actor: [id], scope: "all" }}>
          {t.whatTheyDid}
        </Link>
      </p>
      <AccessActions operator={operator} />
      <EditOperator operator={operator} />
      <Group legend={t.sessions}>
        <SessionsList path={`/operators/${id}/sessions`} />
      </Group>
      <Group legend={t.tokens}>
        <TokensList path={`/operators/${id}/tokens`} proven={active ? (work) => work() : null} />
      </Group>
    </Drawer>
  );
}
