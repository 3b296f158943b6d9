import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { Props } from "./common";

const Day = lazy(() => import("./Day"));

/** A day; the calendar is heavy and few forms have one, so it is loaded when it is needed. */
export function DayWidget(props: Props) {
  return (
    <Suspense fallback={<Skeleton.Input active />}>
      <Day {...props} />
    </Suspense>
  );
}
