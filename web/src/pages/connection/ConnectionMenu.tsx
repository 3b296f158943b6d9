import { DeleteOutlined, DownOutlined, DownloadOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { useNavigate } from "react-router";
import { addressOf, answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { useMe } from "../../app/me";
import { keys } from "../../live/keys";
import { download } from "../runs/download";
import type { Connection } from "./model";
import { DELETED } from "./useGuard";

interface ConnectionMenuProps {
  service: string;
  connection: Connection;
  /** Told when the deletion begins, and when it has failed: nothing of the connection should be asked for meanwhile. */
  onDeleting: (deleting: boolean) => void;
}

/** «Действия»: the archive for support, and deleting the connection. */
export function ConnectionMenu({ service, connection, onDeleting }: ConnectionMenuProps) {
  const { isOwner } = useMe();
  const { message } = App.useApp();
  const deletion = useDeletion({ service, connection, onDeleting });
  const archive = useMutation({
    mutationFn: () =>
      download(addressOf(service, `/v1/connections/${connection.id}/diagnostics`), `diagnostics-${connection.id}.zip`),
    onError: (error) => message.error(asProblem(error).message),
  });
  const items = [
    {
      key: "archive",
      icon: <DownloadOutlined aria-hidden />,
      label: "Скачать диагностику",
      onClick: () => archive.mutate(),
    },
    ...(isOwner
      ? [
          {
            key: "delete",
            icon: <DeleteOutlined aria-hidden />,
            label: "Удалить подключение",
            danger: true,
            onClick: deletion.ask,
          },
        ]
      : []),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button loading={archive.isPending || deletion.busy}>
        Действия <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

function useDeletion({ service, connection, onDeleting }: ConnectionMenuProps) {
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const deletion = useMutation({
    mutationFn: () =>
      answered(
        kit(service).DELETE("/v1/connections/{connection}", { params: { path: { connection: connection.id } } }),
      ),
    onMutate: () => onDeleting(true),
    onSuccess: async () => {
      void message.success(`Подключение «${connection.name}» удалено`);
      await navigate("/connections", { state: DELETED });
      client.removeQueries({ queryKey: keys.connection(service, connection.id) });
      void client.invalidateQueries({ queryKey: keys.connections(service) });
      void client.invalidateQueries({ queryKey: keys.market() });
    },
    onError: (error) => {
      onDeleting(false);
      void message.error(asProblem(error).message);
    },
  });
  const ask = () =>
    void modal.confirm({
      title: `Удалить подключение «${connection.name}»?`,
      content: "Обмен прекратится, настройки и пароль будут удалены. Загруженные заказы останутся.",
      okText: "Удалить",
      okButtonProps: { danger: true },
      cancelText: "Отмена",
      onOk: () => deletion.mutateAsync().catch(() => undefined),
    });
  return { ask, busy: deletion.isPending };
}
