import { Steps } from "antd";
import { useMe } from "../../app/me";
import { LinkButton } from "../../ui/LinkButton";
import { Panel } from "./Panel";

interface FirstStepsProps {
  /** Where the account's only connection is, when it has one. */
  connection: string | null;
}

/** What to do in an account that has exchanged nothing yet, instead of zeros. */
export function FirstSteps({ connection }: FirstStepsProps) {
  const { isOwner } = useMe();
  const current = connection ? 1 : 0;
  const choose = isOwner
    ? "Выберите в Маркетплейсе свой интернет-магазин, введите его ключ и нажмите «Проверить подключение»."
    : "Подключить интернет-магазин может владелец аккаунта.";
  const items = [
    {
      title: "Подключите магазин",
      content: (
        <Step
          text={choose}
          to="/market"
          label={isOwner ? "Открыть Маркетплейс" : "Посмотреть Маркетплейс"}
          now={current === 0}
        />
      ),
    },
    {
      title: "Загрузите заказы",
      content: (
        <Step
          text="Нажмите «Загрузить сейчас» или загрузите файл с заказами. Дальше обмен пойдёт сам, по расписанию."
          to={connection ?? "/connections"}
          label="Открыть подключение"
          now={current === 1}
        />
      ),
    },
    {
      title: "Посмотрите результат",
      content: <Step text="Заказы появятся в разделе «Заказы покупателей», отчёт об обмене – в журнале." now={false} />,
    },
  ];
  return (
    <Panel title="С чего начать" className="wide">
      <Steps orientation="vertical" current={current} items={items} />
    </Panel>
  );
}

function Step({ text, to, label, now }: { text: string; to?: string; label?: string; now: boolean }) {
  return (
    <div className="first-step">
      <p>{text}</p>
      {now && to && (
        <LinkButton to={to} type="primary">
          {label}
        </LinkButton>
      )}
    </div>
  );
}
