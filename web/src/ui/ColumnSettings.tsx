import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Modal } from "antd";
import { useState } from "react";
import "./records.css";
import type { ColumnChoices } from "./useColumns";

interface ColumnSettingsProps {
  table: ColumnChoices;
  shown: readonly string[] | undefined;
  onSave: (chosen: readonly string[]) => void;
}

/** The gear beside a table: which columns are shown. */
export function ColumnSettings({ table, shown, onSave }: ColumnSettingsProps) {
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const close = () => setChosen(null);
  const save = () => {
    if (chosen) onSave(chosen);
    close();
  };
  return (
    <>
      <Button
        icon={<SettingOutlined />}
        aria-label="Настройка внешнего вида"
        disabled={!shown}
        onClick={() => setChosen(shown ?? null)}
      />
      <Modal
        destroyOnHidden
        open={chosen !== null}
        title="Настройка внешнего вида"
        okText="Сохранить"
        cancelText="Отмена"
        width={380}
        onOk={save}
        onCancel={close}
      >
        <p className="muted">
          Отмеченные колонки видны в таблице. Настройка действует только для вас, на любом компьютере.
        </p>
        <Checkbox.Group
          className="column-choices"
          options={[...table.choices]}
          value={[...(chosen ?? [])]}
          onChange={(values) => setChosen(values)}
        />
      </Modal>
    </>
  );
}
