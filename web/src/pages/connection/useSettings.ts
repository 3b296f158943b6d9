import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useMemo, useState } from "react";
import { answered, kit } from "../../api/clients";
import { ApiProblem, asProblem, type FieldError } from "../../api/problem";
import { useMe } from "../../app/me";
import type { Draft } from "../../forms/SettingsForm";
import { keys } from "../../live/keys";
import {
  accessChanged,
  bodyOf,
  fieldOfCause,
  newSettings,
  settingsOf,
  type Connection,
  type FormInfo,
  type Settings,
} from "./model";
import { errorsOfCheck, useCheck, type CheckResult } from "./useCheck";
import { connectionQuery } from "./useConnection";
import { useDraft } from "./useDraft";

/** What a settings window is of; without `connection` a new one is made. */
export interface WindowOf {
  service: string;
  slug: string;
  form: FormInfo;
  connection?: Connection;
}

const CHANGED = "changed_meanwhile";

/** The state of a settings window: what is edited, checked and saved, and what was refused. */
export function useSettings(of: WindowOf, onSaved: (connection: Connection) => void) {
  const { form, connection, service } = of;
  const { isOwner } = useMe();
  const client = useQueryClient();
  const saved = useMemo(() => (connection ? settingsOf(connection) : newSettings(form)), [connection, form]);
  const { base, now, setNow, dirty, adopt, stale } = useDraft(saved);
  const check = useCheck({ ...of, isOwner }, now);
  const [unchecked, setUnchecked] = useState(false);
  const saving = useSaving(of, now, (made) => {
    adopt(settingsOf(made));
    onSaved(made);
  });
  const save = async (anyway = false) => {
    saving.reset();
    const due = form.checkable && now.enabled && !anyway && !check.result?.ok && accessChanged(now, base, form);
    try {
      const refused = due && !(await check.run(now)).ok;
      setUnchecked(refused);
      if (!refused) await saving.mutateAsync();
    } catch {
      // the mutations hold what went wrong, for the window to show
    }
  };
  const set = (change: Partial<Settings>) => {
    if (saving.error) saving.reset();
    if (check.error) check.reset();
    setNow({ ...now, ...change });
  };
  return {
    now,
    dirty,
    isOwner,
    setDraft: (draft: Draft) => set({ draft }),
    setEnabled: (enabled: boolean) => set({ enabled }),
    /** Save; settings of the access are checked before, unless `anyway`. */
    save,
    /** Drop what was edited and show what the service holds now. */
    adopt: async () => {
      saving.reset();
      if (connection) adopt(settingsOf(await client.fetchQuery(connectionQuery(service, connection.id))));
    },
    /** The check refused what was to be saved; it can be saved all the same. */
    unchecked: unchecked && check.result?.ok === false,
    check: {
      result: check.result,
      busy: check.isPending,
      /** The form is not complete enough to be checked. */
      refused: fieldErrors(check.error, form).length > 0,
      run: () => check.run(now).catch(() => undefined),
    },
    ...useTold(saving.error ?? check.error, check.result, stale, form),
    busy: saving.isPending || check.isPending,
    saving: saving.isPending,
  };
}

function useSaving(of: WindowOf, now: Settings, onSaved: (connection: Connection) => void) {
  const { message } = App.useApp();
  const keep = useKeep(of);
  return useMutation({
    mutationFn: () => put(of, now),
    onSuccess: (made) => {
      keep(made);
      onSaved(made);
      void message.success("Сохранено");
    },
  });
}

/** What went wrong, by where it is shown: at fields, as a conflict with another user, or above the form. */
function useTold(problem: unknown, result: CheckResult | undefined, stale: boolean, form: FormInfo) {
  const refused = useMemo(() => fieldErrors(problem, form), [problem, form]);
  const checked = useMemo(() => errorsOfCheck(result), [result]);
  const conflict = problem instanceof ApiProblem && problem.key === CHANGED;
  return {
    errors: refused.length > 0 ? refused : checked,
    stale: stale || conflict,
    problem: problem && !conflict && refused.length === 0 ? asProblem(problem) : null,
  };
}

/** Puts a saved connection where pages look for it. */
function useKeep({ service }: WindowOf) {
  const client = useQueryClient();
  return (made: Connection) => {
    client.setQueryData(keys.connection(service, made.id), made);
    void client.invalidateQueries({
      queryKey: keys.connections(service),
      predicate: (query) => query.queryKey.at(-1) !== made.id,
    });
    void client.invalidateQueries({ queryKey: keys.market() });
  };
}

function put({ service, slug, form, connection }: WindowOf, settings: Settings): Promise<Connection> {
  const body = bodyOf(settings, form);
  if (!connection) return answered(kit(service).POST("/v1/connections", { body: { ...body, integration: slug } }));
  const params = { path: { connection: connection.id }, header: { "if-match": `"${settings.revision}"` } };
  return answered(kit(service).PUT("/v1/connections/{connection}", { params, body }));
}

/** What a refusal says of single fields: as it lists them, else the whole of it at the field that it is about. */
function fieldErrors(problem: unknown, form: FormInfo): FieldError[] {
  if (!(problem instanceof ApiProblem)) return [];
  if (problem.errors.length > 0) return problem.errors;
  const { key, message, detail } = problem;
  const field = fieldOfCause(key, form);
  return field ? [{ loc: ["config", field], key, msg: `${message} ${detail}` }] : [];
}

/** What the buttons under the form work with. */
export interface EndProps {
  of: WindowOf;
  state: ReturnType<typeof useSettings>;
}
