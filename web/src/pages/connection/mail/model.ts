import type { components } from "../../../api/schema/mail-intake";

type Schemas = components["schemas"];

/** An own template of a connection; `version` counts from 1. */
export type Template = Schemas["TemplateAnswer"];
/** A field that a template may mark; `in_items`: inside of the line of a product alone. */
export type Field = Schemas["FieldAnswer"];
/** A field of a template: its value and the letter's line, or why there is none. */
export type Outcome = Schemas["OutcomeAnswer"];
/** What a template makes of a letter; `lines` are the letter's text, the subject first. */
export type Preview = Schemas["PreviewAnswer"];
/** A template on one of the last letters. */
export type Tried = Schemas["TrialAnswer"];
/** A letter of the mailbox. */
export type MailboxLetter = Schemas["MailboxLetterAnswer"];
/** A kept letter in a list. */
export type KeptLetter = Schemas["LetterAnswer"];
/** A kept letter with its content. */
export type LetterView = Schemas["LetterView"];
/** An order or request as it was found in a letter, or that it is about an order that is there already. */
export type Found = Preview["found"];
export type FoundOrder = Schemas["FoundOrder"];
export type FoundItem = FoundOrder["items"][number];

/** Where the sample letter comes from. */
export type Source = { letter: string } | { uid: number } | { eml: string } | { text: string };

/** A sample letter, with what is known of it before it is read. */
export interface Sample {
  source: Source;
  title: string;
  about: string;
}

const MISSING: Record<string, string> = {
  number: "номер заказа",
  items: "товары с ценой или суммой",
  contact: "телефон или email",
};

/** What a letter lacks to become an order or request, in words. */
export function lacks(found: Found): string[] {
  if (found.kind === "status") return ["новый заказ: письмо о смене статуса"];
  return (found.missing ?? []).map((name) => MISSING[name] ?? name);
}
