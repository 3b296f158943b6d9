import Form from "@rjsf/core";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { FieldError } from "../api/problem";
import { placed } from "./errors";
import "./forms.css";
import { prepare } from "./prepare";
import type { FormSource, Schema, Section, Values } from "./schema";
import { FormAround } from "./Source";
import { FieldTemplate } from "./templates/FieldTemplate";
import { ObjectTemplate } from "./templates/ObjectTemplate";
import { TableRowTemplate, TableTemplate } from "./templates/TableTemplate";
import { validator } from "./validator";
import { ButtonsWidget, ChoiceWidget, RadioWidget, WordsWidget } from "./widgets/chosen";
import { DayWidget } from "./widgets/DayWidget";
import { RemoteSelect } from "./widgets/RemoteSelect";
import { FigureWidget, LineWidget, PasswordWidget, TextareaWidget, TickWidget } from "./widgets/typed";

/** What is edited: «Наименование» and the settings by the integration's schema. */
export interface Draft {
  name?: string;
  config: Values;
}

interface SettingsFormProps {
  /** Id of the form element, for a button outside it (`<Button htmlType="submit" form={id}>`). */
  id: string;
  source: FormSource;
  /** The JSON Schema that the service gives for the settings. */
  schema: Schema;
  value: Draft;
  /** Dotted paths of the secrets that are stored. */
  kept: readonly string[];
  /** What the service refused; `loc` begins with `name` or `config`. */
  errors: readonly FieldError[];
  readOnly?: boolean;
  busy?: boolean;
  onChange: (value: Draft) => void;
  /** The form is sent and the browser finds nothing wrong. */
  onSave: () => void;
  /** Buttons under the fields of a section. */
  end?: (section: Section) => ReactNode;
}

const NAME: Schema = {
  type: "string",
  title: "Наименование",
  description: "Под этим именем подключение видно в Маркетплейсе, в журнале и в заказах.",
  minLength: 1,
  maxLength: 200,
};
const widgets = {
  line: LineWidget,
  textarea: TextareaWidget,
  password: PasswordWidget,
  figure: FigureWidget,
  day: DayWidget,
  tick: TickWidget,
  buttons: ButtonsWidget,
  radio: RadioWidget,
  choice: ChoiceWidget,
  words: WordsWidget,
  remote: RemoteSelect,
};
const templates = {
  FieldTemplate,
  ObjectFieldTemplate: ObjectTemplate,
  ArrayFieldTemplate: TableTemplate,
  ArrayFieldItemTemplate: TableRowTemplate,
};
const defaults = { arrayMinItems: { populate: "never" }, emptyObjectFields: "skipDefaults" } as const;

/** Settings of an integration, drawn from the schema that its service gives. */
export function SettingsForm(props: SettingsFormProps) {
  const { id, source, schema, value, kept, errors, readOnly, busy, onChange, onSave, end } = props;
  const place = useRef<HTMLDivElement>(null);
  const [sent, setSent] = useState(false);
  const form = useMemo(() => whole(schema, value.config, kept), [schema, value.config, kept]);
  const told = useMemo(() => placed(errors, form.schema), [errors, form.schema]);
  const around = useMemo(() => ({ ...source, sections: form.sections, end }), [source, form.sections, end]);
  useEffect(() => {
    if (errors.length > 0) focusWrong(place.current);
  }, [errors]);
  return (
    <div ref={place} className="settings">
      {told.homeless.length > 0 && (
        <div role="alert">
          <ul className="field-error">
            {told.homeless.map(({ loc, msg }) => (
              <li key={loc.join(".")}>{msg}</li>
            ))}
          </ul>
        </div>
      )}
      <FormAround value={around}>
        <Form<unknown, Schema, Values>
          id={id}
          idPrefix={id}
          schema={form.schema}
          uiSchema={form.ui}
          formData={value}
          validator={validator}
          widgets={widgets}
          templates={templates}
          readonly={readOnly}
          disabled={busy}
          extraErrors={told.tree}
          showErrorList={false}
          noHtml5Validate
          liveValidate={sent ? "onChange" : false}
          experimental_defaultFormStateBehavior={defaults}
          onChange={({ formData }) => onChange(formData as Draft)}
          onSubmit={() => {
            setSent(false);
            onSave();
          }}
          onError={() => {
            setSent(true);
            requestAnimationFrame(() => focusWrong(place.current));
          }}
        />
      </FormAround>
    </div>
  );
}

/** The form of the name and the settings in one: the service tells its errors by the same paths. */
function whole(schema: Schema, config: Values, kept: readonly string[]) {
  const { schema: shown, ui, sections } = prepare(schema, config, kept);
  return {
    schema: { type: "object", required: ["name"], properties: { name: NAME, config: shown } } as Schema,
    ui: { name: { "ui:widget": "line" }, config: ui, "ui:submitButtonOptions": { norender: true } },
    sections,
  };
}

function focusWrong(place: HTMLElement | null): void {
  const control = place?.querySelector<HTMLElement>(
    "[data-bad] .field-control :is(input, textarea, select, button):not([disabled])",
  );
  control?.focus();
  control?.scrollIntoView?.({ block: "center" });
}
