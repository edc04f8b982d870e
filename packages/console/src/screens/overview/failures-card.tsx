import { Link, useNavigate } from "@tanstack/react-router";
import { Card } from "../../parts/card.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useMay } from "../../people/use-may.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts as deliveryTexts } from "../deliveries/texts.ts";
import { useDeliveryColumns } from "../deliveries/use-delivery-columns.tsx";
import { texts } from "./texts.ts";
import { useFailures } from "./use-figures.ts";

/** The last deliveries that failed or are being repeated. */
export function FailuresCard({ projectId }: { projectId: string | undefined }) {
  const may = useMay(projectId);
  const t = useTexts(texts).failures;
  const { status } = useTexts(deliveryTexts);
  const navigate = useNavigate();
  const failures = useFailures(projectId);
  const columns = useDeliveryColumns(useWebhooks(projectId).data?.data ?? []);
  if (!may("deliveries.read")) return null;
  return (
    <Card
      title={t.title}
      aside={
        <Link to="/deliveries" search={{ status: ["retrying", "exhausted"] }}>
          {t.all}
        </Link>
      }
      flush
    >
      <Loaded query={failures} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty text={t.empty} />
          ) : (
            <DataTable
              label={t.title}
              columns={columns}
              rows={data}
              rowId={({ id }) => id}
              rowLabel={(row) => `${row.type}, ${status[row.status]}`}
              onOpen={({ id }) =>
                void navigate({ to: "/deliveries/$deliveryId", params: { deliveryId: id } })
              }
            />
          )
        }
      </Loaded>
    </Card>
  );
}
