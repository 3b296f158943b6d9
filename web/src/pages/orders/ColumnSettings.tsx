import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Modal } from "antd";
import { useState } from "react";
import { CHOICES } from "./useColumns";

interface ColumnSettingsProps {
  columns: readonly string[];
  onSave: (columns: readonly string[]) => void;
}

/** The gear beside the table: which columns are shown. */
export function ColumnSettings({ columns, onSave }: ColumnSettingsProps) {
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const close = () => setChosen(null);
  const save = () => {
    if (chosen) onSave(chosen);
    close();
  };
  return (
    <>
      <Button icon={<SettingOutlined />} aria-label="Настройка внешнего вида" onClick={() => setChosen(columns)} />
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
        <p className="muted">Отмеченные колонки видны в таблице заказов. Настройка хранится в этом браузере.</p>
        <Checkbox.Group
          className="column-choices"
          options={[...CHOICES]}
          value={[...(chosen ?? [])]}
          onChange={(values) => setChosen(values)}
        />
      </Modal>
    </>
  );
}
