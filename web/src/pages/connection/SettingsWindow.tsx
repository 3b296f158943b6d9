import { Alert, Button, Flex, Radio } from "antd";
import { useRef } from "react";
import { SettingsForm } from "../../forms/SettingsForm";
import type { Schema, Section } from "../../forms/schema";
import { Comments } from "./Comments";
import { LeaveDialog } from "./LeaveDialog";
import type { Connection } from "./model";
import { Rest, SectionEnd } from "./SectionEnd";
import { useGuard } from "./useGuard";
import { useSettings, type WindowOf } from "./useSettings";

const FORM = "settings";
const SWITCH = [
  { value: true, label: "Подключен" },
  { value: false, label: "Отключен" },
];

interface SettingsWindowProps extends WindowOf {
  /** Called after a save, which passes the guard of unsaved changes. */
  onSaved?: (connection: Connection) => void;
}

/** The settings window of the guide: switch, «Сохранить», the form with its buttons, comments. */
export default function SettingsWindow({ onSaved, ...of }: SettingsWindowProps) {
  const released = useRef(false);
  const state = useSettings(of, (made) => {
    released.current = !of.connection;
    onSaved?.(made);
  });
  const blocker = useGuard(state.dirty && state.isOwner, released);
  const { now, busy, isOwner } = state;
  const end = (section: Section) => <SectionEnd section={section} of={of} state={state} />;
  return (
    <>
      <Flex wrap gap="small" align="center" className="settings-bar">
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          aria-label="Состояние подключения"
          options={SWITCH}
          value={now.enabled}
          disabled={!isOwner || busy}
          onChange={(event) => state.setEnabled(event.target.value)}
        />
        {isOwner && (
          <Button type="primary" htmlType="submit" form={FORM} loading={busy}>
            Сохранить
          </Button>
        )}
        <span className="muted" aria-live="polite">
          {stateWord(state, of.connection)}
        </span>
      </Flex>
      <Told state={state} />
      <SettingsForm
        id={FORM}
        source={of}
        schema={of.form.schema as Schema}
        value={now.draft}
        kept={of.connection?.kept ?? []}
        errors={state.errors}
        readOnly={!isOwner}
        busy={state.saving}
        onChange={state.setDraft}
        onSave={() => void state.save()}
        end={end}
      />
      <Rest of={of} state={state} />
      <Comments service={of.service} connection={of.connection?.id} />
      <LeaveDialog blocker={blocker} />
    </>
  );
}

type State = ReturnType<typeof useSettings>;

function stateWord({ busy, saving, dirty, isOwner }: State, connection: Connection | undefined): string {
  if (!isOwner) return "Настройки меняет владелец аккаунта";
  if (busy) return saving ? "Сохраняем…" : "Проверяем подключение…";
  return dirty && connection ? "Есть несохранённые изменения" : "";
}

function Told({ state }: { state: State }) {
  const { stale, unchecked, problem } = state;
  return (
    <>
      {stale && (
        <Alert
          showIcon
          type="warning"
          className="settings-note"
          title="Настройки изменены другим пользователем"
          description="Пока вы редактировали, их сохранил кто-то другой. Ваши изменения не сохранены."
          action={<Button onClick={() => void state.adopt()}>Показать свежие</Button>}
        />
      )}
      {unchecked && (
        <Alert
          showIcon
          type="warning"
          className="settings-note"
          title="Не сохранено: проверка подключения не прошла"
          description="Исправьте настройки или сохраните их как есть: обмен с магазином пока работать не будет."
          action={<Button onClick={() => void state.save(true)}>Сохранить без проверки</Button>}
        />
      )}
      {problem && (
        <Alert showIcon type="error" className="settings-note" title={problem.message} description={problem.detail} />
      )}
    </>
  );
}
