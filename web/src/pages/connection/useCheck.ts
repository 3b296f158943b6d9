import { useMutation } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import type { FieldError } from "../../api/problem";
import type { Cause } from "../../ui/CauseView";
import { same } from "../../forms/values";
import { bodyOf, fieldOfCause, type Connection, type FormInfo, type Settings } from "./model";

/** Whether an exchange would work; `field` is the one that the cause is about. */
export interface CheckResult {
  ok: boolean;
  cause: Cause | null;
  field?: string;
  /** The settings that were checked. */
  of: Settings;
}

interface CheckOf {
  service: string;
  slug: string;
  form: FormInfo;
  connection?: Connection;
  /** An owner checks what the form holds; others what is saved. */
  isOwner: boolean;
}

/** «Проверить подключение»: the result stands as long as the settings are those that were checked. */
export function useCheck({ service, slug, form, connection, isOwner }: CheckOf, now: Settings) {
  const { mutateAsync, data, isPending, error, reset } = useMutation({
    mutationFn: async (of: Settings): Promise<CheckResult> => {
      const { config } = bodyOf(of, form);
      const call =
        isOwner || !connection
          ? kit(service).POST("/v1/integrations/{slug}/check", {
              params: { path: { slug } },
              body: { config, connection: connection?.id },
            })
          : kit(service).POST("/v1/connections/{connection}/check", {
              params: { path: { connection: connection.id } },
            });
      const { ok, cause } = await answered(call);
      return { ok, cause, of, field: cause ? fieldOfCause(cause.key, form) : undefined };
    },
  });
  const result = data && same(data.of.draft.config, now.draft.config) ? data : undefined;
  return { run: mutateAsync, result, isPending, error, reset };
}

/** A failed check as an error of the field that it is about; none when it is about no field. */
export function errorsOfCheck(result: CheckResult | undefined): FieldError[] {
  if (!result?.cause || !result.field) return [];
  const { key, what, why, do: cure } = result.cause;
  return [{ loc: ["config", result.field], key, msg: [what, why, cure].filter(Boolean).join(" ") }];
}
