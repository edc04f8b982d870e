/** What the page needs inside its sandbox: its script, storage, forms, links in new tabs, and the signed copy. */
const sandbox =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
const features = ["camera", "microphone", "fullscreen"];

/** A session's address, or null: https, and http on this machine alone. */
export function sessionAddress(src: string | null): URL | null {
  if (src === null || !URL.canParse(src)) return null;
  const url = new URL(src);
  const local = url.hostname === "localhost" || url.hostname === "127.0.0.1";
  return url.protocol === "https:" || (url.protocol === "http:" && local) ? url : null;
}

/** A frame for the page at `url`, whose origin alone gets the camera. Styled by script, which any content policy allows. */
export function frameFor(url: URL, title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", sandbox);
  frame.allow = features.map((feature) => `${feature} ${url.origin}`).join("; ");
  frame.referrerPolicy = "no-referrer";
  frame.title = title;
  frame.style.cssText = "display:block;width:100%;border:0;color-scheme:normal";
  frame.src = url.href;
  return frame;
}
