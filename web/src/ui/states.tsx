import { Button, Empty, Result, Skeleton } from "antd";
import type { ReactNode } from "react";
import { asProblem } from "../api/problem";

/** While the first answer is on its way: grey lines where the content will stand. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <output className="loading" aria-label="Загрузка" aria-busy="true">
      <Skeleton active paragraph={{ rows }} />
    </output>
  );
}

/** The whole window while it is not known yet what to show. */
export function Splash() {
  return <output className="splash" aria-label="Загрузка" aria-busy="true" />;
}

/** Nothing to show: why, and what to do about it. */
export function Nothing({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="muted">{children}</span>}>
      {action}
    </Empty>
  );
}

/** The page could not be read: what happened, what to do, and a button to try again. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const problem = asProblem(error);
  if (problem.status === 403) return <NoRights />;
  const missing = problem.status === 404;
  return (
    <div role="alert">
      <Result
        status={missing ? "404" : problem.away ? "warning" : "error"}
        title={problem.message}
        subTitle={problem.detail}
        extra={again && !missing ? <Button onClick={again}>Повторить</Button> : null}
      />
    </div>
  );
}

/** The role of the user does not allow this page. */
export function NoRights() {
  return (
    <Result
      status="403"
      title="Нет прав на эту страницу"
      subTitle="Попросите владельца аккаунта открыть вам доступ или войдите под другим именем."
    />
  );
}
