import { type Greeting, marked, type PageMessage } from "@countersign/embed/messages";

/** The page around this one, which shows it in a frame. */
export interface Embedding {
  /** Sends a message to the page around, and to no other origin; held back until that page has said hello. */
  tell(message: PageMessage): void;
  /** Calls back with the language that the page around asks for, each time that it does. */
  onLanguage(listen: (language: string) => void): void;
}

/** Whether another page shows this one in a frame. */
export const isFramed = (): boolean => window.parent !== window;

/**
 * Listens for the hello of the page around. Its origin must be one that the session's project names: browsers frame the
 * page nowhere else, and here it is checked again before anything is sent.
 */
export function embeddingIn(
  { parent, listen }: { parent: Pick<Window, "postMessage">; listen: (take: (event: Said) => void) => void },
  allowedOrigins: Promise<readonly string[]>,
): Embedding {
  let origin: string | null = null;
  let held: PageMessage[] = [];
  let language: string | null = null;
  let tellLanguage = (_language: string) => {};
  const send = (message: PageMessage, to: string) => parent.postMessage(marked(message), to);
  listen((event) => {
    const hello = event.source === parent ? greetingOf(event.data) : null;
    if (hello === null) return;
    void allowedOrigins.then((allowed) => {
      if (!allowed.includes(event.origin)) return;
      origin = event.origin;
      for (const message of held) send(message, origin);
      held = [];
      language = hello.language;
      if (language !== null) tellLanguage(language);
    });
  });
  return {
    tell(message) {
      if (origin === null) held.push(message);
      else send(message, origin);
    },
    onLanguage(listener) {
      tellLanguage = listener;
      if (language !== null) listener(language);
    },
  };
}

type Said = Pick<MessageEvent<unknown>, "source" | "origin" | "data">;

function greetingOf(data: unknown): Greeting | null {
  if (typeof data !== "object" || data === null) return null;
  const { countersign, type, language } = data as Record<string, unknown>;
  if (countersign !== 1 || type !== "hello") return null;
  return { type, language: typeof language === "string" ? language : null };
}

/** The origins whose pages may frame a session's page; none where they can't be loaded. */
export async function allowedOrigins(attemptId: string): Promise<readonly string[]> {
  const response = await fetch(`/s/${encodeURIComponent(attemptId)}/embedding`).catch(() => null);
  const body: unknown = response?.ok ? await response.json().catch(() => null) : null;
  const { origins } = (body ?? {}) as { origins?: unknown };
  return Array.isArray(origins) ? origins.filter((one) => typeof one === "string") : [];
}
