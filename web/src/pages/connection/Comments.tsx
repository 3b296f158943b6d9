import { Button } from "antd";
import { lazy, Suspense, useId, useState } from "react";
import { Loading } from "../../ui/states";

const Thread = lazy(() => import("./Thread"));

/** «Показать комментарии»: remarks of the employees on a connection, and a new one. */
export function Comments({ service, connection }: { service: string; connection?: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="comments">
      <Button type="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? "Скрыть комментарии" : "Показать комментарии"}
      </Button>
      <div id={id}>
        {open &&
          (connection ? (
            <Suspense fallback={<Loading rows={2} />}>
              <Thread service={service} connection={connection} />
            </Suspense>
          ) : (
            <p className="muted">Комментарии можно оставить после сохранения подключения.</p>
          ))}
      </div>
    </div>
  );
}
