import { frameFor, sessionAddress } from "./frame.ts";
import { type Incoming, marked, messageFrom, type SessionOutcome, type SessionStep } from "./messages.ts";

/** The events of `<countersign-session>`. They don't bubble. */
export interface CountersignSessionEvents {
  /** The applicant sees the page. */
  ready: CustomEvent<null>;
  /** Another step is shown. */
  step: CustomEvent<{ step: SessionStep }>;
  /** The applicant's part is done; a decision is pending. */
  submitted: CustomEvent<null>;
  /** The session is over. Trust your webhook or the API for the result: any script of your page can forge events. */
  ended: CustomEvent<{ outcome: SessionOutcome }>;
  /** The applicant asked to leave the page after its end: remove the element. */
  closed: CustomEvent<null>;
  /** The page can't be shown or go on: `bad_src`, `not_ready`, or the service's error code. */
  error: CustomEvent<{ code: string }>;
}

const initialHeight = 640;
const minHeight = 240;
/** How long a loaded page may stay silent. Browsers don't tell that they have blocked a frame. */
const silenceMs = 20_000;

// On a server there is no such class; the module can be imported there all the same.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<countersign-session src="https://id.example/s/…#…" language="en" height="auto">`: a session's page in a sandboxed
 * frame. A new `src` starts over. Takes messages of its own frame's window and origin alone, and sends to that origin.
 */
export class CountersignSession extends Base {
  static readonly observedAttributes = ["src", "language", "height"];
  #frame: HTMLIFrameElement | null = null;
  #origin = "";
  #silence: ReturnType<typeof setTimeout> | undefined;

  get src(): string {
    return this.getAttribute("src") ?? "";
  }
  set src(value: string) {
    this.setAttribute("src", value);
  }

  /** The language in which the page begins: `ru`, `en`, `uz`, `oz` or `kk`; the session's by default. */
  get language(): string | null {
    return this.getAttribute("language");
  }
  set language(value: string | null) {
    if (value === null) this.removeAttribute("language");
    else this.setAttribute("language", value);
  }

  /** `auto` follows the page's content; a number is a fixed height in pixels. */
  get height(): string {
    return this.getAttribute("height") ?? "auto";
  }
  set height(value: string) {
    this.setAttribute("height", value);
  }

  override addEventListener<Name extends keyof CountersignSessionEvents>(
    name: Name,
    listener: (event: CountersignSessionEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: unknown,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(name, listener as EventListener, options);
  }

  connectedCallback(): void {
    this.style.display ||= "block";
    window.addEventListener("message", this.#receive);
    this.#open();
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.#receive);
    this.#close();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (name === "src") this.#open();
    else if (name === "language") this.#greet();
    else this.#setHeight(initialHeight);
  }

  #open(): void {
    this.#close();
    if (this.src === "") return;
    const url = sessionAddress(this.src);
    if (url === null) {
      this.#fail("bad_src");
      return;
    }
    this.#origin = url.origin;
    const frame = frameFor(url, this.getAttribute("frame-title") ?? "Identity verification");
    frame.addEventListener("load", () => {
      this.#greet();
      clearTimeout(this.#silence);
      this.#silence = setTimeout(() => this.#fail("not_ready"), silenceMs);
    });
    this.#frame = frame;
    this.#setHeight(initialHeight);
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).append(frame);
  }

  #close(): void {
    clearTimeout(this.#silence);
    this.#frame?.remove();
    this.#frame = null;
  }

  #greet(): void {
    const hello = marked({ type: "hello", language: this.language });
    this.#frame?.contentWindow?.postMessage(hello, this.#origin);
  }

  #receive = (event: Incoming): void => {
    const window = this.#frame?.contentWindow ?? null;
    const message = messageFrom(event, { window, origin: this.#origin });
    if (message === null) return;
    clearTimeout(this.#silence);
    if (message.type === "resize") this.#setHeight(message.height);
    else if (message.type === "step") this.#tell("step", { step: message.step });
    else if (message.type === "ended") this.#tell("ended", { outcome: message.outcome });
    else if (message.type === "error") this.#fail(message.code);
    else this.#tell(message.type, null);
  };

  #setHeight(content: number): void {
    const fixed = Number(this.height);
    const pixels = fixed > 0 ? fixed : Math.max(minHeight, content);
    if (this.#frame !== null) this.#frame.style.height = `${Math.ceil(pixels)}px`;
  }

  #fail(code: string): void {
    this.#tell("error", { code });
  }

  #tell<Name extends keyof CountersignSessionEvents>(
    name: Name,
    detail: CountersignSessionEvents[Name]["detail"],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
