import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useMemo, useState } from "react";
import { answered, kit } from "../../api/clients";
import { ApiProblem, asProblem, type FieldError } from "../../api/problem";
import { useMe } from "../../app/me";
import type { Draft } from "../../forms/SettingsForm";
import { keys } from "../../live/keys";
import { accessChanged, bodyOf, newSettings, settingsOf, type Connection, type FormInfo, type Settings } from "./model";
import { errorsOfCheck, useCheck } from "./useCheck";
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
  const { form, connection } = of;
  const { isOwner } = useMe();
  const { message } = App.useApp();
  const saved = useMemo(() => (connection ? settingsOf(connection) : newSettings(form)), [connection, form]);
  const { base, now, setNow, dirty, adopt, stale } = useDraft(saved);
  const check = useCheck({ ...of, isOwner }, now);
  const [unchecked, setUnchecked] = useState(false);
  const saving = useMutation({
    mutationFn: () => put(of, now),
    onSuccess: (made) => {
      adopt(settingsOf(made));
      onSaved(made);
      void message.success("Сохранено");
    },
  });
  const keep = useKeep(of);
  /** Save; settings of the access are checked before, unless `anyway`. */
  const save = async (anyway = false) => {
    saving.reset();
    setUnchecked(false);
    const due = form.checkable && now.enabled && !anyway && !check.result?.ok && accessChanged(now, base, form);
    try {
      if (due && !(await check.run(now)).ok) {
        setUnchecked(true);
        return;
      }
      keep(await saving.mutateAsync());
    } catch {
      // the mutations hold what went wrong, for the window to show
    }
  };
  const problem = saving.error ?? check.error;
  const refused = useMemo(() => fieldErrors(problem), [problem]);
  const checked = useMemo(() => errorsOfCheck(check.result), [check.result]);
  return {
    now,
    dirty,
    isOwner,
    adopt: () => (saving.reset(), adopt(saved)),
    stale: stale || (problem instanceof ApiProblem && problem.key === CHANGED),
    setDraft: (draft: Draft) => (forgive(), setNow({ ...now, draft })),
    setEnabled: (enabled: boolean) => (forgive(), setNow({ ...now, enabled })),
    save,
    /** The check refused what was to be saved; it can be saved all the same. */
    unchecked: unchecked && check.result?.ok === false,
    check: { result: check.result, busy: check.isPending, run: () => check.run(now).catch(() => undefined) },
    errors: refused.length > 0 ? refused : checked,
    problem: problem && asProblem(problem).key !== CHANGED && refused.length === 0 ? asProblem(problem) : null,
    busy: saving.isPending || check.isPending,
    saving: saving.isPending,
  };

  function forgive() {
    if (saving.error) saving.reset();
    if (check.error) check.reset();
  }
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

function fieldErrors(problem: unknown): FieldError[] {
  return problem instanceof ApiProblem ? problem.errors : [];
}
