import { answered, mail } from "../../../api/clients";
import type { Draft } from "./drafts";
import type { Source } from "./model";

/** Calls about templates and letters of one connection. */

export function readTemplates(connection: string) {
  return answered(mail.GET("/v1/connections/{connection}/templates", { params: { path: { connection } } }));
}

export function readFields(connection: string) {
  return answered(mail.GET("/v1/connections/{connection}/templates/fields", { params: { path: { connection } } }));
}

/** Stores a new template, or the next version of one that is there. */
export function saveTemplate(connection: string, { id, ...body }: Draft) {
  if (!id) {
    const { name, text } = body;
    const params = { path: { connection } };
    return answered(mail.POST("/v1/connections/{connection}/templates", { params, body: { name, text } }));
  }
  const params = { path: { connection, template: id } };
  return answered(mail.PUT("/v1/connections/{connection}/templates/{template}", { params, body }));
}

export function removeTemplate(connection: string, template: string) {
  const params = { path: { connection, template } };
  return answered(mail.DELETE("/v1/connections/{connection}/templates/{template}", { params }));
}

export function previewOf(connection: string, text: string, source: Source, signal: AbortSignal) {
  return answered(
    mail.POST("/v1/connections/{connection}/templates/preview", {
      params: { path: { connection } },
      body: { text, source },
      signal,
    }),
  );
}

export function proposalFor(connection: string, source: Source, signal: AbortSignal) {
  return answered(
    mail.POST("/v1/connections/{connection}/templates/propose", {
      params: { path: { connection } },
      body: { source },
      signal,
    }),
  );
}

export function tryOut(connection: string, text: string, count: number) {
  return answered(
    mail.POST("/v1/connections/{connection}/templates/trial", {
      params: { path: { connection } },
      body: { text, count },
    }),
  );
}

export function readMailbox(connection: string, count: number) {
  return answered(
    mail.GET("/v1/connections/{connection}/mailbox-letters", { params: { path: { connection }, query: { count } } }),
  );
}

export function readUnread(connection: string, limit: number, cursor?: string) {
  return answered(
    mail.GET("/v1/connections/{connection}/letters", {
      params: { path: { connection }, query: { state: "unread", limit, cursor } },
    }),
  );
}

export function readLetter(letter: string) {
  return answered(mail.GET("/v1/letters/{letter}", { params: { path: { letter } } }));
}
