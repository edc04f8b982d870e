import { getRouteApi, Link } from "@tanstack/react-router";
import { buttonClass } from "../../parts/button.tsx";
import { Screen } from "../../parts/screen.tsx";
import { RecordList } from "../../project/record-list.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { listSessions } from "./calls.ts";
import { SessionDrawer } from "./session-drawer.tsx";
import { SessionFilters } from "./session-filters.tsx";
import { texts } from "./texts.ts";
import { useSessionColumns } from "./use-session-columns.tsx";

const route = getRouteApi("/frame/sessions");

/** The runs of every verification method, newest first. */
export function Sessions() {
  const t = useTexts(texts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useSessionColumns();
  return (
    <Screen title={t.title}>
      <SessionFilters />
      <RecordList
        name="sessions"
        search={search}
        onSearch={(change, replace) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace })
        }
        onClear={() => void navigate({ search: ({ project }) => ({ project }) })}
        read={listSessions}
        columns={columns}
        rowLabel={(row) => `${t.methods[row.method]}, ${t.status[row.status]}`}
        texts={t}
        nextStep={
          <Link to="/project" className={buttonClass()}>
            {t.emptyAction}
          </Link>
        }
        drawer={(session, opened) => <SessionDrawer session={session} {...opened} />}
      />
    </Screen>
  );
}
