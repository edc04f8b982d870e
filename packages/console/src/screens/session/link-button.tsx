import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { ShownOnce } from "../../parts/shown-once.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { renewLink } from "../sessions/calls.ts";
import { texts } from "./texts.ts";

/** Another link to the applicant's page, for somebody who lost theirs. */
export function LinkButton({ id }: { id: string }) {
  const t = useTexts(texts);
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const renew = useMutation({
    mutationFn: () => renewLink(id),
    gcTime: 0,
    onError: (error) => toast({ look: "bad", error }),
  });
  return (
    <>
      <Button disabled={renew.isPending} onClick={() => setAsking(true)}>
        {t.link}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t.linkTitle(id)}
        action={t.link}
        onConfirm={() => {
          setAsking(false);
          renew.mutate();
        }}
      >
        <p>{t.linkBody}</p>
      </Confirm>
      {renew.data && (
        <ShownOnce
          title={t.linkShown}
          hint={t.linkHint}
          done={t.done}
          values={[[t.address, renew.data.url]]}
          onDone={renew.reset}
        />
      )}
    </>
  );
}
