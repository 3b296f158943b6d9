import { Timeline } from "antd";
import { Link } from "react-router";
import { asProblem } from "../../api/problem";
import { moment } from "../../ui/format";
import { Failed, Loading, Nothing } from "../../ui/states";
import { LifeNeed } from "./LifeNeed";
import { useLife, type By, type Life, type LifeStep } from "./useLife";

const COLORS: Record<string, string> = {
  created: "blue",
  updated: "blue",
  stored: "green",
  refused: "red",
  changed: "gray",
};

/** «Жизнь заказа»: what happened to an order, oldest first, with why it waits and others of the same number. */
export function LifeLine({ reference, by }: { reference: string; by: By }) {
  const { data, error, isPending, refetch } = useLife(reference, by);
  if (isPending) return <Loading rows={4} />;
  if (error && asProblem(error).status === 404)
    return (
      <Nothing>
        О жизни этого заказа ничего не записано: его внесли до того, как магазин подключили, или такого заказа нет.
      </Nothing>
    );
  if (error) return <Failed error={error} again={() => void refetch()} />;
  return (
    <div className="life">
      <LifeNeed life={data} />
      {data.steps.length === 0 ? (
        <Nothing>Пока ничего не произошло.</Nothing>
      ) : (
        <Timeline items={data.steps.map((step) => stepItem(step, data))} />
      )}
      <Others life={data} />
    </div>
  );
}

function stepItem(step: LifeStep, life: Life) {
  return {
    key: step.event,
    color: COLORS[step.kind] ?? "gray",
    content: (
      <>
        <div className="life-step-time">
          {moment(step.time)} · {serviceWord(step, life)}
        </div>
        <div>{step.what}</div>
        {step.run && <Link to={`/runs/${step.service}/${step.run}`}>Отчёт обмена</Link>}
      </>
    ),
  };
}

const PLATFORM = "platform-bridge";

/** Who did it: the platform, or the integration of the order. */
function serviceWord(step: LifeStep, { order }: Life): string {
  if (step.service === PLATFORM) return "Бизнес.Ру";
  if (step.service === order.service) return order.connection_name ?? order.integration_title ?? step.service;
  return step.service;
}

function Others({ life }: { life: Life }) {
  if (life.others.length === 0) return null;
  return (
    <section aria-label="Заказы с тем же номером">
      <h2 className="life-heading">С тем же номером</h2>
      <ul className="life-others">
        {life.others.map((other) => (
          <li key={other.id ?? other.ref}>
            <Link to={lifeAddress(other)}>
              {[other.number, other.platform_number && `в Бизнес.Ру № ${other.platform_number}`]
                .filter(Boolean)
                .join(", ")}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The page of an order's life, by the name of it that is there. */
export function lifeAddress({ id, ref }: { id: string | null; ref: string | null }): string {
  return id ? `/life/${encodeURIComponent(id)}?by=id` : `/life/${encodeURIComponent(ref ?? "")}?by=ref`;
}
