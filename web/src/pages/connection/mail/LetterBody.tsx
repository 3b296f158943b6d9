import { Segmented } from "antd";
import { useState } from "react";
import { count } from "../../../ui/format";
import type { LetterView } from "./model";

type As = "mail" | "text";

const VIEWS: { value: As; label: string }[] = [
  { value: "mail", label: "Как в почте" },
  { value: "text", label: "Текстом" },
];
const KB = 1024;

/** The letter as mail shows it, without pictures and scripts, or as the lines that are read. */
export function LetterBody({ letter: { html, lines, attachments, subject } }: { letter: LetterView }) {
  const [as, setAs] = useState<As>(html ? "mail" : "text");
  if (lines.length === 0) return <p className="muted">Текст письма не сохранён.</p>;
  return (
    <>
      {html && <Segmented aria-label="Как показать письмо" options={VIEWS} value={as} onChange={setAs} />}
      {as === "mail" && html ? (
        // nothing in it runs or leaves its frame; links open in a tab of their own
        <iframe
          className="letter-frame"
          title={`Письмо: ${subject || "без темы"}`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={page(html)}
        />
      ) : (
        <pre className="letter-text">{lines.join("\n")}</pre>
      )}
      {attachments.length > 0 && (
        <p className="muted">
          Вложения (не открываются):{" "}
          {attachments.map(({ name, size }) => `${name}, ${count(Math.ceil(size / KB))} КБ`).join("; ")}
        </p>
      )}
    </>
  );
}

/** A page around the sanitised letter: its links leave the frame. */
function page(html: string): string {
  return `<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Письмо</title><base target="_blank"></head><body>${html}</body></html>`;
}
