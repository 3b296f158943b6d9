import { InboxOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Checkbox, Modal, Progress, Upload } from "antd";
import { useRef, useState } from "react";
import { asProblem } from "../../api/problem";
import { useOpenRun } from "../runs/useOpenRun";
import type { FormInfo } from "./model";
import { upload } from "./upload";

interface UploadDialogProps {
  service: string;
  connection: string;
  form: FormInfo;
  onClose: () => void;
}

/** «Загрузить вручную»: a file of orders is chosen or dropped, its way to the service is shown, then its run opens. */
export default function UploadDialog({ onClose, ...of }: UploadDialogProps) {
  const { file, setFile, dryRun, setDryRun, percent, sending, stop } = useUpload(of);
  const close = () => {
    stop();
    onClose();
  };
  return (
    <Modal
      open
      title="Загрузить заказы из файла"
      okText={dryRun ? "Проверить" : "Загрузить"}
      cancelText="Отмена"
      okButtonProps={{ disabled: !file, loading: sending.isPending }}
      onOk={() => sending.mutate()}
      onCancel={close}
    >
      <Upload.Dragger
        accept=".xml,.zip"
        maxCount={1}
        disabled={sending.isPending}
        beforeUpload={(chosen) => {
          setFile(chosen);
          return false;
        }}
        onRemove={() => setFile(null)}
        fileList={file ? [{ uid: "file", name: file.name, size: file.size }] : []}
      >
        <p className="upload-mark" aria-hidden>
          <InboxOutlined />
        </p>
        <p>Выберите файл или перетащите его сюда</p>
        <p className="muted">XML-файл заказов или архив ZIP с ним, до 1 ГБ</p>
      </Upload.Dragger>
      {of.form.dry_runs.includes("import_orders") && (
        <Checkbox
          className="upload-dry"
          checked={dryRun}
          disabled={sending.isPending}
          onChange={(event) => setDryRun(event.target.checked)}
        >
          Предпросмотр: показать, что загрузится, ничего не меняя
        </Checkbox>
      )}
      {sending.isPending && <Progress percent={percent} status="active" aria-label="Отправка файла" />}
      {sending.error && (
        <Alert
          showIcon
          className="upload-note"
          type="error"
          role="alert"
          title={asProblem(sending.error).message}
          description={asProblem(sending.error).detail}
        />
      )}
    </Modal>
  );
}

function useUpload({ service, connection }: Omit<UploadDialogProps, "onClose">) {
  const open = useOpenRun(service);
  const [file, setFile] = useState<File | null>(null);
  const [dryRun, setDryRun] = useState(false);
  const [percent, setPercent] = useState(0);
  const ending = useRef<AbortController>(null);
  const key = useRef("");
  const sending = useMutation({
    mutationFn: () => {
      ending.current = new AbortController();
      const path = `/v1/connections/${connection}/uploads?dry_run=${dryRun}`;
      const { signal } = ending.current;
      return upload(service, { path, file: file as File, key: key.current, progress: setPercent, signal });
    },
    onSuccess: open,
  });
  const fresh = () => {
    key.current = crypto.randomUUID();
    setPercent(0);
    sending.reset();
  };
  return {
    file,
    setFile: (chosen: File | null) => (fresh(), setFile(chosen)),
    dryRun,
    setDryRun: (dry: boolean) => (fresh(), setDryRun(dry)),
    percent,
    sending,
    stop: () => ending.current?.abort(),
  };
}
