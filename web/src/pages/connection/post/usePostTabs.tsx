import { lazy } from "react";
import { POST } from "../../parcels/useParcels";

const TrackingTab = lazy(() => import("./TrackingTab"));

/** Tabs that connections with a carrier have beside those of all. */
export function usePostTabs(service: string, connection: string) {
  if (service !== POST) return [];
  return [{ key: "tracking", label: "Отслеживание", children: <TrackingTab connection={connection} /> }];
}
