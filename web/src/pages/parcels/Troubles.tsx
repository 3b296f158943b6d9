import { Alert } from "antd";
import { Link } from "react-router";
import { POST, usePostConnections } from "./useParcels";

type Connection = NonNullable<ReturnType<typeof usePostConnections>>[number];

/** Why parcels are not asked for just now: connections that are in trouble or switched off; one of them, or all (""). */
export function Troubles({ connection }: { connection: string }) {
  const connections = usePostConnections() ?? [];
  return connections
    .filter(({ id }) => !connection || id === connection)
    .map((one) => <Trouble key={one.id} connection={one} />);
}

function Trouble({ connection }: { connection: Connection }) {
  const { id, name, enabled, cause } = connection;
  if (enabled && !cause) return null;
  return (
    <Alert
      showIcon
      type={enabled ? "warning" : "info"}
      className="parcel-trouble"
      title={enabled ? `Подключение «${name}»: ${cause?.what}` : `Подключение «${name}» отключено`}
      description={
        <>
          {enabled ? cause?.do : "Его отправления не запрашиваются."}{" "}
          <Link to={`/connections/${POST}/${id}`}>Открыть подключение</Link>
        </>
      }
    />
  );
}
