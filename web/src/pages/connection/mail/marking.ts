import { fitsOf, normal, partsOf, type Fit } from "./template";

/** A fragment of the letter: `from` and `to` are places of characters in the lines that it begins and ends in. */
export interface InLetter {
  at: "letter";
  line: number;
  from: number;
  lastLine: number;
  to: number;
}

/** A fragment of the template's text. */
export interface InTemplate {
  at: "template";
  from: number;
  to: number;
}

export type Fragment = InLetter | InTemplate;

/** What a fragment can be marked as. */
export interface MarkField {
  placeholder: string;
  in_items: boolean;
}

/** «Любой текст»: what changes from letter to letter and is not needed. */
export const ANY = "{{*}}";
const BEGIN = "{{#items}}";
const END = "{{/items}}";
const ITEMS = /\{\{\s*[#/]\s*items\s*\}\}/giu;
const OPTIONAL = /\{\{\s*\/?\s*\?\s*\}\}/gu;

/** The template with a placeholder in the place of the fragment; one that stood elsewhere gives way to «any text». */
export function mark(template: string, letter: readonly string[], fragment: Fragment, field: MarkField): string {
  const { placeholder, in_items: inItems } = field;
  if (fragment.at === "template") {
    const made = template.slice(0, fragment.from) + placeholder + template.slice(fragment.to);
    return inItems ? wrapped(made, letter, { ...fragment, to: fragment.from }) : made;
  }
  const { line, from } = fragment;
  const to = fragment.lastLine > line ? letter[line]!.length : fragment.to;
  const rows = placeholder === ANY ? rowsOf(template) : released(rowsOf(template), placeholder);
  const place = placeOf(rows, letter, line);
  const fit = place < 0 ? null : fitsOf(rows, letter)[place]!;
  const text = letter[line]!;
  const made = fit
    ? rows.with(place, replaced(fit, text, [from, to], placeholder))
    : inserted(rows, letter, line, text.slice(0, from) + placeholder + text.slice(to));
  const whole = made.join("\n");
  return inItems ? wrapped(whole, letter, fragment) : whole;
}

/** «Строка товара»: the lines of the fragment become the block that is repeated for every line of the order. */
export function markItems(template: string, letter: readonly string[], fragment: Fragment): string {
  const bare = template.replace(ITEMS, "");
  if (fragment.at === "template") {
    const moved = (end: number) => template.slice(0, end).replace(ITEMS, "").length;
    const [first, last] = linesAt(bare, moved(fragment.from), moved(fragment.to));
    return around(rowsOf(bare), first, last).join("\n");
  }
  const rows = withLines(rowsOf(bare), letter, fragment);
  const places = shownIn(rows, letter, fragment);
  return around(rows, Math.min(...places), Math.max(...places)).join("\n");
}

/** «Необязательная строка»: letters may be without the lines of the fragment; again, and they may not. */
export function markOptional(template: string, letter: readonly string[], fragment: Fragment): string {
  const inTemplate = fragment.at === "template";
  const rows = inTemplate ? rowsOf(template) : withLines(rowsOf(template), letter, fragment);
  const [first, last] = inTemplate ? linesAt(template, fragment.from, fragment.to) : [0, rows.length - 1];
  const all = [...rows.keys()];
  const places = inTemplate ? all.filter((row) => row >= first && row <= last) : shownIn(rows, letter, fragment);
  for (const place of places) {
    const row = rows[place]!;
    rows[place] = /^\s*\{\{\s*\?/u.test(row) ? row.replace(OPTIONAL, "") : `{{?}}${row.replace(OPTIONAL, "")}{{/?}}`;
  }
  return rows.join("\n");
}

/** «Добавить строку»: the lines of the fragment as they are, each at its place. */
export function addLines(template: string, letter: readonly string[], fragment: InLetter): string {
  return withLines(rowsOf(template), letter, fragment).join("\n");
}

/** What of the letter a fragment is. */
export function fragmentText(template: string, letter: readonly string[], fragment: Fragment): string {
  if (fragment.at === "template") return template.slice(fragment.from, fragment.to);
  const { line, lastLine, from, to } = fragment;
  if (line === lastLine) return letter[line]?.slice(from, to) ?? "";
  return [letter[line]?.slice(from), ...letter.slice(line + 1, lastLine), letter[lastLine]?.slice(0, to)].join("\n");
}

function rowsOf(template: string): string[] {
  return template.trim() === "" ? [] : template.replace(/\n+$/u, "").split("\n");
}

/** The line of the template that reads this line of the letter, -1 for none. */
function placeOf(rows: readonly string[], letter: readonly string[], line: number): number {
  return fitsOf(rows, letter).findIndex((fit) => fit?.line === line);
}

function linesAt(text: string, from: number, to: number): [number, number] {
  const count = (end: number) => text.slice(0, end).split("\n").length - 1;
  return [count(from), count(to)];
}

/** The placeholder as «any text» wherever it stands; lines that would be nothing else are dropped. */
function released(rows: string[], placeholder: string): string[] {
  const name = partsOf(placeholder)[0]?.name;
  return rows.flatMap((row) => {
    const parts = partsOf(row);
    if (!parts.some((part) => part.kind === "field" && part.name === name)) return [row];
    const left = parts.map((part) =>
      part.kind === "field" && part.name === name ? { ...part, text: ANY, name: "*" } : part,
    );
    const said = left.some(({ kind, text, name: other }) =>
      kind === "field" ? other !== "*" : kind === "mark" ? false : told(text),
    );
    return said || left.some(({ name: other }) => other.includes("items"))
      ? [left.map(({ text }) => text).join("")]
      : [];
  });
}

/** Whether a line can be known by this text. */
function told(text: string): boolean {
  return text.replace(/[ |⏎]/gu, "") !== "";
}

/** A line that was read: the fragment of the letter's line becomes the placeholder, the rest stays as it was marked. */
function replaced({ parts, spans }: Fit, line: string, [from, to]: [number, number], placeholder: string): string {
  let made = "";
  let put = false;
  for (const [place, part] of parts.entries()) {
    const [begin, end] = spans[place]!;
    if (part.kind === "mark" || end <= from || begin >= to) {
      made += part.text;
      continue;
    }
    made += line.slice(begin, Math.max(begin, from));
    if (!put) made += placeholder;
    put = true;
    made += line.slice(Math.min(end, to), end);
  }
  return made;
}

/** A new line at the place that its line of the letter has among the others; one that says nothing, with that above. */
function inserted(rows: string[], letter: readonly string[], line: number, text: string): string[] {
  const fits = fitsOf(rows, letter);
  const before = fits.findLastIndex((fit) => fit !== null && fit.line < line);
  const place = behindItems(rows, before + 1);
  const known = partsOf(text).some(({ kind, text: said }) => kind === "text" && told(said));
  const above = line > 0 && !known && !fits.some((fit) => fit?.line === line - 1);
  return rows.toSpliced(place, 0, ...(above ? [letter[line - 1]!] : []), normal(text));
}

/** The place, or that behind the block of items when it would stand inside. */
function behindItems(rows: readonly string[], place: number): number {
  const opened = rows.slice(0, place).findLastIndex((row) => row.includes(BEGIN));
  const closed = rows.findIndex((row) => row.includes(END));
  return opened >= 0 && closed >= place ? closed + 1 : place;
}

function withLines(rows: string[], letter: readonly string[], { line, lastLine }: InLetter): string[] {
  let made = rows;
  for (let number = line; number <= lastLine; number++)
    if (placeOf(made, letter, number) < 0) made = inserted(made, letter, number, letter[number] ?? "");
  return made;
}

function shownIn(rows: readonly string[], letter: readonly string[], { line, lastLine }: InLetter): number[] {
  return fitsOf(rows, letter).flatMap((fit, place) => (fit && fit.line >= line && fit.line <= lastLine ? [place] : []));
}

function around(rows: string[], first: number, last: number): string[] {
  return rows.map((row, place) => (place === first ? BEGIN : "") + row + (place === last ? END : ""));
}

/** With the marks of the items around the line of the fragment, unless they stand somewhere. */
function wrapped(template: string, letter: readonly string[], fragment: Fragment): string {
  if (template.includes(BEGIN)) return template;
  if (fragment.at === "template") return markItems(template, letter, fragment);
  const rows = rowsOf(template);
  const place = placeOf(rows, letter, fragment.line);
  return place < 0 ? template : around(rows, place, place).join("\n");
}
