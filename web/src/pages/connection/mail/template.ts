/**
 * The text of a template beside the lines of a letter. Only the service decides what a template reads; here it is told
 * which line of the letter a line of the template was made of, so that a fragment can be marked by pointing at it.
 */

/** A piece of a template's line: text as in the letter, a placeholder, or a mark that stands for no text. */
export interface Part {
  kind: "text" | "field" | "mark";
  text: string;
  /** Name inside the braces of a placeholder: `number`, `item.name`, `*`. */
  name: string;
}

/** A line of the template that a line of the letter fits: where each part stands in it. */
export interface Fit {
  /** Place of the letter's line. */
  line: number;
  parts: Part[];
  /** [from, to) of each part in the letter's line. */
  spans: [from: number, to: number][];
}

const TOKEN = /\{\{\s*([#/?*]{0,2}\s*[\wа-яё.]*)\s*\}\}/giu;
/** Lines that are longer are not looked through: people mark nothing in them. */
const MAX_LINE = 4000;
const FIGURES = new Set(
  "date discount total delivery_price item.qty item.price item.sum дата скидка итого стоимость_доставки количество цена сумма".split(
    " ",
  ),
);
const FIGURE = /\d|бесплатно|free/iu;

/** One blank for many, « | » between cells, none before a colon: as the service normalises both texts. */
export function normal(text: string): string {
  return text
    .replace(/[ \t\u00a0\u2000-\u200b\u202f\u3000]+/gu, " ")
    .replace(/ ?\| ?/gu, " | ")
    .replace(/ +(?=:)/gu, "")
    .trim();
}

/** The parts of a line of a template, which is normalised. */
export function partsOf(line: string): Part[] {
  const text = normal(line);
  const parts: Part[] = [];
  let end = 0;
  for (const token of text.matchAll(TOKEN)) {
    if (token.index > end) parts.push({ kind: "text", text: text.slice(end, token.index), name: "" });
    const name = token[1]!.trim().toLowerCase();
    parts.push({ kind: /^[#/?]/u.test(name) ? "mark" : "field", text: token[0], name: name === "**" ? "*" : name });
    end = token.index + token[0].length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end), name: "" });
  return parts;
}

/** Where the parts stand in a line of the letter; null when it does not fit. A placeholder takes as little as it can. */
export function spansOf(parts: readonly Part[], line: string): Fit["spans"] | null {
  const letter = key(line);
  const spans: Fit["spans"] = [];
  const last = parts.findLastIndex(({ kind }) => kind !== "mark");
  let at = 0;
  let open = -1;
  for (const [place, part] of parts.entries()) {
    if (part.kind === "field") {
      if (open >= 0) return null;
      open = place;
      spans.push([at, at]);
      continue;
    }
    const text = part.kind === "mark" ? "" : key(part.text);
    if (text === "") {
      spans.push([at, at]);
      continue;
    }
    const found = open < 0 ? at : place === last ? letter.length - text.length : letter.indexOf(text, at + 1);
    if (found < at + (open < 0 ? 0 : 1) || !letter.startsWith(text, found)) return null;
    if (open >= 0) close(spans, open, found);
    open = -1;
    spans.push([found, found + text.length]);
    at = found + text.length;
  }
  if (open >= 0) {
    if (at >= letter.length) return null;
    close(spans, open, letter.length);
  } else if (at !== letter.length) return null;
  return figures(parts, spans, line) ? spans : null;
}

/** Ends the placeholder that is open; marks behind it move with its end. */
function close(spans: Fit["spans"], open: number, end: number): void {
  spans[open] = [spans[open]![0], end];
  for (let place = open + 1; place < spans.length; place++) spans[place] = [end, end];
}

function figures(parts: readonly Part[], spans: Fit["spans"], line: string): boolean {
  return parts.every(({ name }, place) => !FIGURES.has(name) || FIGURE.test(line.slice(...spans[place]!)));
}

/** For each line of the template the line of the letter that it reads: the first one behind that of the line before. */
export function fitsOf(template: readonly string[], letter: readonly string[]): (Fit | null)[] {
  let next = 0;
  return template.map((text) => {
    const parts = partsOf(text);
    if (!parts.some(({ kind, name }) => kind === "text" || (kind === "field" && name !== "*"))) return null;
    for (let line = next; line < letter.length; line++) {
      if (letter[line]!.length > MAX_LINE) continue;
      const spans = spansOf(parts, letter[line]!);
      if (!spans) continue;
      next = line + 1;
      return { line, parts, spans };
    }
    return null;
  });
}

/** Text without case, ё as е, quotes and dashes as one; every character stays where it is. */
function key(text: string): string {
  const lowered = text.replace(/\p{Lu}/gu, (letter) => {
    const low = letter.toLowerCase();
    return low.length === letter.length ? low : letter;
  });
  return lowered
    .replace(/ё/gu, "е")
    .replace(/[«»“”„‟″]/gu, '"')
    .replace(/[—–−‐‑‒]/gu, "-")
    .replace(/’/gu, "'");
}
