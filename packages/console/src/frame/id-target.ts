const pages: Readonly<Record<string, (id: string) => string>> = {
  dlv: (id) => `/console/deliveries/${id}`,
  evt: (id) => `/console/events/${id}`,
  icp: (id) => `/console/interceptions/${id}`,
  rev: (id) => `/console/reviews/${id}`,
  whk: (id) => `/console/webhooks/${id}`,
};
const sessionId = /^[a-z0-9]?[A-Za-z0-9_-]{21}$/;
const prefixed = /^(dlv|evt|icp|rev|whk)_[a-z0-9]{10,40}$/;

/** The address of what an id names; null if the text is not an id. */
export function idTarget(text: string): string | null {
  const prefix = prefixed.exec(text)?.[1];
  if (prefix !== undefined) return pages[prefix]?.(text) ?? null;
  return sessionId.test(text) ? `/console/sessions/${text}` : null;
}
