import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined } from "@ant-design/icons";
import { Alert, Tag } from "antd";
import { FoundItems } from "./FoundView";
import { lacks, type Outcome, type Preview } from "./model";

/** What the template makes of the sample: each field with its value or why there is none, the products, what is missing. */
export function Outcomes({ preview }: { preview: Preview }) {
  const missing = lacks(preview.found);
  const items = preview.found.kind === "order" ? preview.found.items : [];
  return (
    <>
      {missing.length > 0 ? (
        <Alert showIcon type="warning" title={`Письмо не читается. Не найдено: ${missing.join(", ")}.`} />
      ) : (
        <Alert showIcon type="success" title="Письмо читается по этому шаблону" />
      )}
      <ul className="outcomes">
        {preview.fields.map((outcome) => (
          <li key={outcome.field}>
            <Told outcome={outcome} />
          </li>
        ))}
      </ul>
      {items.length > 0 && <FoundItems items={items} />}
    </>
  );
}

function Told({ outcome: { title, value, why, required, template_line: line, line: near } }: { outcome: Outcome }) {
  if (value !== null)
    return (
      <>
        <CheckCircleOutlined className="outcome-found" aria-label="найдено" />
        <span className="outcome-title">{title}:</span> <span className="outcome-value">{value}</span>
      </>
    );
  const absent = why?.key === "template_value_absent";
  return (
    <>
      {absent ? (
        <MinusCircleOutlined className="muted" aria-label="нет в письме" />
      ) : (
        <CloseCircleOutlined className="outcome-missed" aria-label="не найдено" />
      )}
      <span className="outcome-title">{title}:</span>{" "}
      <span className={absent ? "muted" : "outcome-missed"}>{why?.what ?? "Не найдено."}</span>{" "}
      {required && <Tag color="error">обязательное</Tag>}
      {why && !absent && (
        <div className="outcome-why">
          {line !== null && `Строка ${line} шаблона. `}
          {why.why} <span className="cure">{why.do}</span>
          {near && <div className="muted">В письме: «{near}»</div>}
        </div>
      )}
    </>
  );
}
