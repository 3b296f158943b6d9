import { Modal } from "antd";
import type { Blocker } from "react-router";

/** «Изменения не сохранены»: stay, or leave without them. */
export function LeaveDialog({ blocker }: { blocker: Blocker }) {
  return (
    <Modal
      open={blocker.state === "blocked"}
      title="Изменения не сохранены"
      okText="Остаться"
      cancelText="Уйти без сохранения"
      onOk={() => blocker.reset?.()}
      onCancel={() => blocker.reset?.()}
      cancelButtonProps={{ danger: true, onClick: () => blocker.proceed?.() }}
    >
      Если уйти со страницы, изменения в настройках пропадут.
    </Modal>
  );
}
