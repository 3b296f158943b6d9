import { Form, Input, Modal } from "antd";

interface ReasonDialogProps {
  open: boolean;
  title: string;
  /** What will happen, above the field. */
  note: string;
  label: string;
  /** The word on the button. */
  action: string;
  busy: boolean;
  onReason: (reason: string) => void;
  onClose: () => void;
}

const LEAST = 3;
const MOST = 500;

/** Asks for the reason of something that cannot be undone by itself. */
export function ReasonDialog({ open, title, note, label, action, busy, onReason, onClose }: ReasonDialogProps) {
  const [form] = Form.useForm<{ reason: string }>();
  const rules = [
    { required: true, whitespace: true, message: "Укажите причину" },
    {
      validator: (_: unknown, value?: string) =>
        !value?.trim() || value.trim().length >= LEAST
          ? Promise.resolve()
          : Promise.reject(new Error(`Не короче ${LEAST} символов`)),
    },
  ];
  return (
    <Modal
      open={open}
      title={title}
      okText={action}
      okButtonProps={{ danger: true }}
      cancelText="Отмена"
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      afterClose={() => form.resetFields()}
      afterOpenChange={(shown) => shown && form.focusField("reason")}
      destroyOnHidden
    >
      <p>{note}</p>
      <Form form={form} layout="vertical" onFinish={({ reason }) => onReason(reason.trim())}>
        <Form.Item name="reason" label={label} rules={rules} validateFirst>
          <Input.TextArea rows={3} maxLength={MOST} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
