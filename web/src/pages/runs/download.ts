import { authorized } from "../../api/clients";
import { problemOf } from "../../api/problem";

/**
 * Saves what a service gives at `path` to a file of the browser's user; the name is the service's, else `fallback`.
 * Throws ApiProblem.
 */
export async function download(path: string, fallback: string): Promise<void> {
  const answer = await authorized(new Request(new URL(path, window.location.href)));
  if (!answer.ok) throw await problemOf(answer);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName(answer.headers.get("Content-Disposition")) ?? fallback;
  link.click();
  URL.revokeObjectURL(address);
}

/** The name in `filename*=UTF-8''…` (RFC 6266), or in `filename="…"`. */
export function fileName(disposition: string | null): string | null {
  const extended = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (extended) return decodeURIComponent(extended);
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? null;
}
