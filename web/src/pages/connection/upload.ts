import { addressOf } from "../../api/clients";
import { ApiProblem, unreachable } from "../../api/problem";
import type { components } from "../../api/schema/shop-sync";
import { accessToken, renew } from "../../api/session";

type Run = components["schemas"]["RunAnswer"];

/** A file to be uploaded, and how its user follows it. */
export interface Upload {
  path: string;
  file: File;
  /** One key for all tries, so that a repeated request makes no second run. */
  key: string;
  progress: (percent: number) => void;
  signal: AbortSignal;
}

/** Upload a file as the part `file` of a form; the run that reads it. `fetch` tells nothing of its progress. */
export async function upload(service: string, given: Upload): Promise<Run> {
  const first = await send(service, given);
  if (first.status === 401 && (await renew())) return read(await send(service, given));
  return read(first);
}

function read({ status, body }: Answer): Run {
  if (status !== 202) throw new ApiProblem(status, typeof body === "object" && body !== null ? body : {});
  return body as Run;
}

interface Answer {
  status: number;
  body: unknown;
}

async function send(service: string, { path, file, key, progress, signal }: Upload): Promise<Answer> {
  const token = await accessToken();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    request.open("POST", addressOf(service, path));
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(Math.floor((loaded / total) * 100)));
    request.addEventListener("load", () => resolve({ status: request.status, body: parsed(request.responseText) }));
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
