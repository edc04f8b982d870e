import { Navigate } from "@tanstack/react-router";
import { useSections } from "./use-sections.ts";

/** `/console` itself: leads to the first section that there is. */
export function Start() {
  const [first] = useSections();
  return first === undefined ? null : <Navigate to={first.path} replace />;
}
