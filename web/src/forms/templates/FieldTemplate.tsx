import type { FieldTemplateProps } from "@rjsf/utils";
import { Hint } from "../Hint";
import type { Schema, Values } from "../schema";
import { errorId, labelId } from "../widgets/common";

type Props = FieldTemplateProps<unknown, Schema, Values>;

/** One field: label with «?», the control, and under it what is wrong. Objects bring their own frame. */
export function FieldTemplate(props: Props) {
  const { id, schema, children, hidden, rawErrors } = props;
  // the check in the browser and the service may say the same
  const errors = [...new Set(rawErrors)];
  if (hidden) return null;
  if (schema.type === "object") return children;
  const bad = errors.length > 0;
  return (
    <div className={schema.type === "boolean" ? "field tick" : "field"} data-bad={bad || undefined}>
      {schema.type !== "boolean" && <Label {...props} />}
      <div className="field-control">
        {schema.type === "boolean" ? (
          <div className="tick-line">
            {children}
            <HintOf {...props} />
          </div>
        ) : (
          children
        )}
        {bad && (
          <div className="field-error" id={errorId(id)} role="alert">
            {errors.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function Label(props: Props) {
  const { id, label, required, schema, uiSchema } = props;
  const group = schema.type === "array" && !uiSchema?.["ui:widget"];
  const buttons = ["buttons", "radio"].includes(String(uiSchema?.["ui:widget"]));
  const Tag = group || buttons ? "span" : "label";
  return (
    <div className="field-label">
      <Tag id={labelId(id)} {...(Tag === "label" ? { htmlFor: id } : {})}>
        {label}:
      </Tag>
      {required && (
        <span className="need" title="Обязательное поле" aria-hidden>
          *
        </span>
      )}
      <HintOf {...props} />
    </div>
  );
}

function HintOf({ id, schema }: Props) {
  return schema.description ? <Hint about={labelId(id)}>{schema.description}</Hint> : null;
}
