import { CheckOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { ANY, type MarkField } from "./marking";
import type { Field } from "./model";

interface MarkBarProps {
  fields: readonly Field[];
  /** Titles of the fields that the template has. */
  used: ReadonlySet<string>;
  /** What of the letter or the template is chosen; empty for nothing. */
  chosen: string;
  /** Whole lines can be added from the letter alone. */
  inLetter: boolean;
  onMark: (field: MarkField) => void;
  onItems: () => void;
  onOptional: () => void;
  onAdd: () => void;
}

const LONGEST = 60;

/** Buttons that say what the chosen fragment is. */
export function MarkBar({ fields, used, chosen, inLetter, onMark, onItems, onOptional, onAdd }: MarkBarProps) {
  const nothing = chosen === "";
  const buttons = (inItems: boolean) =>
    fields
      .filter((field) => field.in_items === inItems)
      .map((field) => (
        <Button
          key={field.field}
          size="small"
          disabled={nothing}
          icon={used.has(field.title) ? <CheckOutlined aria-label="отмечено" /> : undefined}
          onClick={() => onMark(field)}
        >
          {field.title}
        </Button>
      ));
  const items = buttons(true);
  return (
    // the fragment stays chosen in the page while a button is pressed
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={nothing ? "mark-bar mark-bar-idle" : "mark-bar"} onMouseDown={(event) => event.preventDefault()}>
      <div className="mark-chosen" aria-live="polite">
        {nothing ? (
          <span className="muted">Выделите фрагмент в письме или в тексте шаблона и скажите, что это:</span>
        ) : (
          <>
            Выделено: <q>{chosen.length > LONGEST ? `${chosen.slice(0, LONGEST)}…` : chosen}</q>. Что это?
          </>
        )}
      </div>
      <fieldset className="bare mark-fields" aria-label="Поля">
        {buttons(false)}
        <Button size="small" disabled={nothing} onClick={() => onMark({ placeholder: ANY, in_items: false })}>
          Любой текст
        </Button>
      </fieldset>
      <fieldset className="bare mark-fields" aria-label="Строки">
        {items.length > 0 && (
          <Button size="small" type="dashed" disabled={nothing} onClick={onItems}>
            Строка товара
          </Button>
        )}
        {items}
        <Button size="small" type="dashed" disabled={nothing} onClick={onOptional}>
          Необязательная строка
        </Button>
        <Button size="small" type="dashed" disabled={nothing || !inLetter} onClick={onAdd}>
          Добавить строку
        </Button>
      </fieldset>
    </div>
  );
}
