import type { components } from "../../api/schema/shop-sync";
import type { Draft } from "../../forms/SettingsForm";
import { outgoing } from "../../forms/prepare";
import { fieldsOf, type Schema, type Section, type Values } from "../../forms/schema";
import { filled, same, without } from "../../forms/values";

/** A saved connection as its service tells of it. */
export type Connection = components["schemas"]["ConnectionAnswer"];
/** What the form of an integration and its buttons are drawn from. */
export type FormInfo = components["schemas"]["FormAnswer"];
/** One version of the settings. */
export type Version = components["schemas"]["SettingsVersion"];

/** Everything of a connection that «Сохранить» saves; `revision` is the version that it was read from, 0 for a new one. */
export interface Settings {
  revision: number;
  enabled: boolean;
  draft: Draft;
}

/** The settings of a saved connection; its secrets are left out, they are never shown. */
export function settingsOf(connection: Connection): Settings {
  const { revision, enabled, name, config, kept } = connection;
  return { revision, enabled, draft: { name, config: filled(without(config, kept)) } };
}

/** The settings that a new connection begins with. */
export function newSettings(form: FormInfo): Settings {
  return { revision: 0, enabled: true, draft: { config: filled(form.values) } };
}

/** What is sent to be saved. */
export function bodyOf({ enabled, draft }: Settings, form: FormInfo) {
  return { name: (draft.name ?? "").trim(), enabled, config: outgoing(form.schema as Schema, draft.config) };
}

/** Whether what the check of the access looks at is not what was saved. */
export function accessChanged(now: Settings, saved: Settings, form: FormInfo): boolean {
  const sections = ((form.schema as Schema)["x-sections"] ?? []) as Section[];
  const checked = new Set(sections.filter((section) => section.check).map((section) => section.title));
  const names = fieldsOf(form.schema as Schema).filter(([, field]) => checked.has(String(field["x-section"])));
  const access = (config: Values) => Object.fromEntries(names.map(([name]) => [name, config[name]]));
  return now.revision === 0 || !same(access(now.draft.config), access(saved.draft.config));
}

/** The field that a failed check is about, by the keys that its `x-causes` begin. */
export function fieldOfCause(key: string, form: FormInfo): string | undefined {
  const about = (field: Schema) => ((field["x-causes"] ?? []) as string[]).some((start) => key.startsWith(start));
  return fieldsOf(form.schema as Schema).find(([, field]) => about(field))?.[0];
}
