export const importsKey = ["registry-imports"] as const;
