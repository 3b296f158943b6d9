import { Alert } from "antd";
import type { ReactNode } from "react";

/** The three parts of a message of a service (`strings.ru.json`). */
export interface Cause {
  key: string;
  what: string;
  why: string;
  do: string;
}

interface CauseViewProps {
  cause: Cause;
  type?: "error" | "warning" | "info";
  action?: ReactNode;
}

/** What happened, why, and what to do. */
export function CauseView({ cause, type = "error", action }: CauseViewProps) {
  const description = (
    <>
      {cause.why && <div>{cause.why}</div>}
      {cause.do && <div className="cure">{cause.do}</div>}
    </>
  );
  return <Alert showIcon type={type} title={cause.what} description={description} action={action} role="alert" />;
}
