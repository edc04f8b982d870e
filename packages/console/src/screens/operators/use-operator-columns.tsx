import type { OperatorView } from "@countersign/wire";
import type { Column } from "../../parts/data-table.tsx";
import { Time } from "../../parts/time.tsx";
import { RolesText } from "../../people/roles-text.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { OperatorState } from "./operator-state.tsx";
import { texts } from "./texts.ts";

/** The columns of the list. */
export function useOperatorColumns(): Column<OperatorView>[] {
  const t = useTexts(texts);
  const { columns } = t;
  return [
    { id: "name", header: columns.name, phone: "lead", cell: ({ name }) => name },
    {
      id: "state",
      header: columns.state,
      phone: "trail",
      cell: (operator) => <OperatorState operator={operator} />,
    },
    { id: "email", header: columns.email, phone: "rest", cell: ({ email }) => email ?? "—" },
    {
      id: "roles",
      header: columns.roles,
      phone: "rest",
      cell: ({ role, projectRoles }) => <RolesText role={role} projectRoles={projectRoles} />,
    },
    {
      id: "methods",
      header: columns.methods,
      phone: "none",
      cell: ({ signInMethods }) => signInMethods.map((method) => t.method[method]).join(", ") || "—",
    },
    {
      id: "seen",
      header: columns.seen,
      phone: "rest",
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? t.never : <Time at={lastSeenAt} />),
    },
  ];
}
