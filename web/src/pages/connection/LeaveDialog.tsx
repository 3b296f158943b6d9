import { Button, Modal } from "antd";
import type { Blocker } from "react-router";

/** «Изменения не сохранены»: stay, or leave without them. */
export function LeaveDialog({ blocker }: { blocker: Blocker }) {
  const stay = () => blocker.reset?.();
  return (
    <Modal
      open={blocker.state === "blocked"}
      title="Изменения не сохранены"
      onCancel={stay}
      footer={[
        <Button key="leave" danger onClick={() => blocker.proceed?.()}>
          Уйти без сохранения
        </Button>,
        <Button key="stay" type="primary" onClick={stay}>
          Остаться
        </Button>,
      ]}
    >
      Если уйти со страницы, несохранённые изменения пропадут.
    </Modal>
  );
}
