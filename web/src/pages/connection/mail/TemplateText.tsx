import { Input } from "antd";
import type { InTemplate } from "./marking";

interface TemplateTextProps {
  text: string;
  /** What the service finds wrong with the text. */
  wrong: readonly string[];
  onChange: (text: string) => void;
  onChoose: (fragment: InTemplate | null) => void;
}

/** The text of the template, to be edited by hand; its lines are numbered as messages name them. */
export function TemplateText({ text, wrong, onChange, onChoose }: TemplateTextProps) {
  const rows = Math.max(10, text.split("\n").length);
  const choose = ({
    currentTarget: { selectionStart: from, selectionEnd: to },
  }: {
    currentTarget: HTMLTextAreaElement;
  }) => onChoose(to > from ? { at: "template", from, to } : null);
  return (
    <div className="template-text">
      <div className="template-scroll">
        <div className="template-numbers" aria-hidden="true">
          {Array.from({ length: rows }, (_, line) => line + 1).join("\n")}
        </div>
        <Input.TextArea
          aria-label="Текст шаблона"
          aria-invalid={wrong.length > 0}
          aria-describedby="template-wrong"
          spellCheck={false}
          wrap="off"
          rows={rows}
          value={text}
          status={wrong.length > 0 ? "error" : undefined}
          maxLength={20_000}
          onChange={(event) => onChange(event.target.value)}
          onSelect={choose}
        />
      </div>
      <div id="template-wrong" className="field-error template-wrong" role="alert">
        {wrong.map((said) => (
          <div key={said}>{said}</div>
        ))}
      </div>
    </div>
  );
}
