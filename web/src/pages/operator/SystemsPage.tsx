import { CheckCircleOutlined, PoweroffOutlined } from "@ant-design/icons";
import { Button, Card, Popconfirm, Tag } from "antd";
import { useState } from "react";
import { answered, kit } from "../../api/clients";
import { useMe } from "../../app/me";
import { keys } from "../../live/keys";
import { ago, moment } from "../../ui/format";
import { Page } from "../../ui/Page";
import { ByService } from "./ByService";
import { ReasonDialog } from "./ReasonDialog";
import { useSystems, type SystemSwitch } from "./duty";
import "./operator.css";
import { useAct } from "./useAct";

/** «Внешние системы»: which outside systems the services may call, and the switch of each. */
export default function SystemsPage() {
  const told = useSystems();
  return (
    <Page
      title="Внешние системы"
      lead="Выключенную систему не вызывает ни один аккаунт; обмены ждут и продолжаются сами"
    >
      <ByService told={told} empty="Сервисы не вызывают внешних систем.">
        {(service, systems) => (
          <Card size="small">
            <ul className="systems">
              {systems.map((system) => (
                <SystemRow key={system.name} service={service} system={system} />
              ))}
            </ul>
          </Card>
        )}
      </ByService>
    </Page>
  );
}

function SystemRow({ service, system }: { service: string; system: SystemSwitch }) {
  const { me } = useMe();
  const { enabled, at } = system;
  const by = system.by === me?.user ? "вы" : system.by;
  return (
    <li>
      <div className="system-words">
        <strong>{system.name}</strong>
        {enabled ? (
          <Tag color="success" icon={<CheckCircleOutlined />}>
            Включена
          </Tag>
        ) : (
          <Tag color="error" icon={<PoweroffOutlined />}>
            Выключена
          </Tag>
        )}
        {!enabled && <div>{system.reason}</div>}
        {at && (
          <div className="muted">{`${enabled ? "Включена" : "Выключена"} ${moment(at)} (${ago(at)}), кем: ${by}`}</div>
        )}
      </div>
      <Switcher service={service} system={system} />
    </li>
  );
}

function Switcher({ service, system }: { service: string; system: SystemSwitch }) {
  const { busy, act } = useAct(keys.systems(service));
  const [asking, setAsking] = useState(false);
  const { name } = system;
  const turn = async (enabled: boolean, reason: string) => {
    const done = await act(async () => {
      await answered(kit(service).PUT("/v1/systems/{name}", { params: { path: { name } }, body: { enabled, reason } }));
      return { text: `${name}: ${enabled ? "включена" : "выключена"}` };
    });
    if (done) setAsking(false);
  };
  if (!system.enabled) {
    return (
      <Popconfirm
        placement="topRight"
        title={`Включить ${name}?`}
        description="Обмены всех аккаунтов, которые ждут её, продолжатся."
        okText="Включить"
        cancelText="Отмена"
        onConfirm={() => void turn(true, "")}
      >
        <Button type="primary" loading={busy} aria-label={`Включить ${name}`}>
          Включить
        </Button>
      </Popconfirm>
    );
  }
  return (
    <>
      <Button danger onClick={() => setAsking(true)} aria-label={`Выключить ${name}`}>
        Выключить
      </Button>
      <ReasonDialog
        open={asking}
        title={`Выключить ${name}`}
        note="Через две секунды ни один аккаунт не обратится к этой системе. Причину увидят пользователи."
        label="Причина"
        action="Выключить"
        busy={busy}
        onReason={(reason) => void turn(false, reason)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
