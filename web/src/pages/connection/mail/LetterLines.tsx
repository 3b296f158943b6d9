import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { InLetter } from "./marking";
import type { Fit } from "./template";

interface LetterLinesProps {
  lines: readonly string[];
  /** Lines that the template reads, with its placeholders. */
  fits: readonly (Fit | null)[];
  /** Russian names of placeholders. */
  titles: ReadonlyMap<string, string>;
  chosen: InLetter | null;
  onChoose: (fragment: InLetter) => void;
}

/** The letter line by line: fragments are chosen with the mouse, whole lines by their numbers, with the keyboard too. */
export function LetterLines({ lines, fits, titles, chosen, onChoose }: LetterLinesProps) {
  const place = useRef<HTMLOListElement>(null);
  const [active, setActive] = useState(0);
  useEffect(() => {
    const heard = () => {
      const found = place.current && chosenIn(place.current);
      if (found) onChoose(found);
    };
    document.addEventListener("selectionchange", heard);
    return () => document.removeEventListener("selectionchange", heard);
  }, [onChoose]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = Math.min(lines.length - 1, Math.max(0, active + step));
    setActive(next);
    place.current?.querySelector<HTMLElement>(`[data-line="${next}"] > button`)?.focus();
  };
  const whole = (line: number) => onChoose({ at: "letter", line, lastLine: line, from: 0, to: lines[line]!.length });
  const byLine = new Map(fits.flatMap((fit) => (fit ? [[fit.line, fit]] : [])));
  return (
    <ol ref={place} className="letter-lines" aria-label="Строки письма">
      {lines.map((text, line) => (
        <li
          // lines have no other name than their place
          // oxlint-disable-next-line react/no-array-index-key
          key={line}
          data-line={line}
          className={chosen && line >= chosen.line && line <= chosen.lastLine ? "letter-line-chosen" : undefined}
        >
          <button
            type="button"
            tabIndex={line === Math.min(active, lines.length - 1) ? 0 : -1}
            aria-label={`Выбрать строку ${line + 1}`}
            onFocus={() => setActive(line)}
            onKeyDown={move}
            onClick={() => whole(line)}
          >
            {line + 1}
          </button>
          <span data-text>
            <Marked text={text} fit={byLine.get(line)} titles={titles} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A line with what its placeholders take. */
function Marked({ text, fit, titles }: { text: string; fit?: Fit } & Pick<LetterLinesProps, "titles">) {
  if (!fit) return text;
  return fit.parts.map(({ kind, name }, place) => {
    const [from, to] = fit.spans[place]!;
    const said = text.slice(from, to);
    const title = kind === "field" ? titles.get(name) : undefined;
    return title ? (
      <mark key={`${from}-${name}`} title={title}>
        {said}
      </mark>
    ) : (
      said
    );
  });
}

/** The fragment of the letter that is selected in the page; null when nothing of it is. */
function chosenIn(place: HTMLElement): InLetter | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const begin = spot(place, range.startContainer, range.startOffset);
  const end = spot(place, range.endContainer, range.endOffset);
  if (!begin || !end) return null;
  const text = place.querySelector(`[data-line="${begin.line}"] > [data-text]`)?.textContent ?? "";
  const found = { at: "letter" as const, line: begin.line, from: begin.offset, lastLine: end.line, to: end.offset };
  // a selection that ends before the first letter of a line does not take that line
  if (found.to === 0 && found.lastLine > found.line) return { ...found, lastLine: found.line, to: text.length };
  return found.lastLine > found.line ? found : trimmed(found, text);
}

/** Without the blanks around it; null when nothing is left. */
function trimmed(found: InLetter, text: string): InLetter | null {
  const said = text.slice(found.from, found.to);
  const from = found.from + said.length - said.trimStart().length;
  const to = from + said.trim().length;
  return to > from ? { ...found, from, to } : null;
}

function spot(place: HTMLElement, node: Node, offset: number): { line: number; offset: number } | null {
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest<HTMLElement>("[data-line]");
  const text = row?.querySelector<HTMLElement>("[data-text]");
  if (!row || !text || !place.contains(row)) return null;
  const line = Number(row.dataset.line);
  if (!text.contains(node)) return { line, offset: 0 };
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, offset);
  return { line, offset: before.toString().length };
}
