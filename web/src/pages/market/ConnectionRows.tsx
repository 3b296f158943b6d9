import { DeleteOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useId, useState } from "react";
import { Link } from "react-router";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { useMe } from "../../app/me";
import { keys } from "../../live/keys";
import { stateOfHealth, StateTag } from "../../ui/StateTag";
import type { Widget } from "./useMarket";

interface ConnectionRowsProps {
  service: string;
  connections: Widget["connection_list"];
  onGone: (id: string) => void;
}

/** «Подключения» unfolds the connections: the name leads to the settings, the bin deletes. */
export function ConnectionRows({ service, connections, onGone }: ConnectionRowsProps) {
  const [unfolded, setUnfolded] = useState(false);
  const { isOwner } = useMe();
  const remove = useRemove(service, onGone);
  const id = useId();
  return (
    <div className="widget-connections">
      <button
        type="button"
        className="link"
        aria-expanded={unfolded}
        aria-controls={id}
        onClick={() => setUnfolded(!unfolded)}
      >
        Подключения {unfolded ? <UpOutlined aria-hidden="true" /> : <DownOutlined aria-hidden="true" />}
      </button>
      <ul id={id} hidden={!unfolded}>
        {connections.map((row) => (
          <li key={row.id}>
            <div className="widget-connection">
              <Link to={`/connections/${service}/${encodeURIComponent(row.id)}`}>{row.name}</Link>
              <StateTag state={stateOfHealth(row.enabled, row.health)} />
              {isOwner && (
                <Button
                  type="text"
                  danger
                  icon={<DeleteOutlined />}
                  aria-label={`Удалить подключение «${row.name}»`}
                  onClick={() => remove(row)}
                />
              )}
            </div>
            {row.enabled && row.cause?.what && (
              <div className="widget-cause">
                {row.cause.what} {row.cause.do}
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useRemove(service: string, onGone: (id: string) => void) {
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const { mutateAsync } = useMutation({
    mutationFn: (id: string) =>
      answered(kit(service).DELETE("/v1/connections/{connection}", { params: { path: { connection: id } } })),
    onSuccess(_, id) {
      onGone(id);
      void message.success("Подключение удалено");
      for (const key of [keys.connections(service), keys.journal("connections"), keys.market()])
        void client.invalidateQueries({ queryKey: key });
    },
    onError(error) {
      const problem = asProblem(error);
      void message.error(`${problem.message}. ${problem.detail}`);
    },
  });
  return ({ id, name }: { id: string; name: string }) =>
    modal.confirm({
      title: `Удалить подключение «${name}»?`,
      content: "Обмен остановится, настройки удалятся. Загруженные заказы и выгруженные товары останутся.",
      okText: "Удалить",
      okButtonProps: { danger: true },
      cancelText: "Отменить",
      onOk: () => mutateAsync(id).catch(() => undefined),
    });
}
