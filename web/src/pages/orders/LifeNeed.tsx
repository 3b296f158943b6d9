import { Alert } from "antd";
import { LinkButton } from "../../ui/LinkButton";
import type { Life } from "./useLife";

interface Reason {
  key: string;
  text: string;
  line?: number;
}

/** Why the order waits for a person, and what to do. Nothing when it does not. */
export function LifeNeed({ life }: { life: Life }) {
  const { need, service, connection } = life.order;
  if (!need) return null;
  const sent = life.steps.findLast((step) => step.run);
  const refused = life.steps.findLast((step) => step.kind === "refused");
  const reasons = need === "refused" ? ((refused?.data.reasons ?? []) as Reason[]) : [];
  const action = sent?.run ? (
    <LinkButton to={`/runs/${sent.service}/${sent.run}`}>Отчёт обмена</LinkButton>
  ) : (
    service && connection && <LinkButton to={`/connections/${service}/${connection}`}>Подключение</LinkButton>
  );
  return (
    <Alert
      showIcon
      type={need === "refused" ? "error" : "warning"}
      className="life-alert"
      role="alert"
      title={need === "refused" ? "Бизнес.Ру не принял заказ" : "Бизнес.Ру ещё не ответил"}
      description={
        <>
          {reasons.length > 0 && (
            <ul className="life-reasons">
              {reasons.map((reason) => (
                <li key={`${reason.key}-${reason.line}`}>
                  {reason.line ? `Строка ${reason.line}: ` : ""}
                  {reason.text}
                </li>
              ))}
            </ul>
          )}
          <div className="cure">{CURES[need]}</div>
        </>
      }
      action={action || undefined}
    />
  );
}

const CURES = {
  refused: "Исправьте причину и повторите строку в отчёте обмена.",
  unanswered: "Заказ не потерян и будет передан сам. Если он ждёт больше часа, загрузите заказы ещё раз.",
} as const;
