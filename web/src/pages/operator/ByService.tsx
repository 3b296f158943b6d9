import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { Failed, Loading, Nothing } from "../../ui/states";
import type { Told } from "./duty";

interface ByServiceProps<Item> {
  told: Told<Item>[];
  /** What to say when every service answered and none has anything. */
  empty: string;
  /** The items of one service, never none. */
  children: (service: string, items: Item[]) => ReactNode;
}

/** What each service told, under its name; a service that does not answer is named, the others stay. */
export function ByService<Item>({ told, empty, children }: ByServiceProps<Item>) {
  const silent = told.filter(({ error }) => error);
  if (told.every(({ items, error }) => !items && !error)) return <Loading />;
  if (silent[0] && silent.length === told.length && told.every(({ items }) => !items)) {
    return <Failed error={silent[0].error} again={() => silent.forEach(({ refetch }) => refetch())} />;
  }
  const full = told.filter(({ items }) => items?.length);
  return (
    <>
      {silent.map((one) => (
        <Away key={one.service} told={one} />
      ))}
      {full.map(({ service, items }) => (
        <section key={service} aria-label={service} className="duty-service">
          <h2>{service}</h2>
          {children(service, items ?? [])}
        </section>
      ))}
      {!full.length && !silent.length && told.every(({ items }) => items) && <Nothing>{empty}</Nothing>}
    </>
  );
}

function Away({ told: { service, error, items, refetch } }: { told: Told<unknown> }) {
  const shown = items ? "Показано то, что он сообщил до этого." : "Остальные сервисы показаны.";
  const button = (
    <Button size="small" onClick={() => refetch()}>
      Повторить
    </Button>
  );
  return (
    <Alert
      showIcon
      type="warning"
      role="alert"
      className="away"
      title={`Сервис ${service} не отвечает`}
      description={`${asProblem(error).message}. ${shown}`}
      action={button}
    />
  );
}
