import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Texts } from "../texts/texts.ts";
import { Trouble } from "./trouble.tsx";

/**
 * A step whose script is loaded when it is first shown, so that the first screen is small.
 * `preload` fetches it before that. Without a connection it says so; trying again reloads the page,
 * since browsers remember a script that failed.
 */
export function lazyStep<Props extends { texts: Texts }>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> & { preload: () => void } {
  let loaded: FunctionComponent<Props> | null = null;
  const fetchStep = async () => {
    loaded ??= await load();
  };
  function Step(props: Props) {
    const [status, setStatus] = useState<"loading" | "ready" | "failed">(loaded ? "ready" : "loading");
    useEffect(() => {
      if (status === "loading")
        fetchStep().then(
          () => setStatus("ready"),
          () => setStatus("failed"),
        );
    }, [status]);
    if (status === "failed")
      return <Trouble code="offline" texts={props.texts} retry={() => location.reload()} />;
    if (status === "ready" && loaded !== null) {
      const Loaded = loaded;
      return <Loaded {...props} />;
    }
    return <div class="spinner" role="status" aria-label={props.texts.loading} />;
  }
  // A failure shows when the step is wanted.
  Step.preload = () => void fetchStep().catch(() => undefined);
  return Step;
}
