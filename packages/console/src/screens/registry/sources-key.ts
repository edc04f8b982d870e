export const sourcesKey = ["registry-sources"] as const;
