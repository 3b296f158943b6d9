import createClient, { type Client, type Middleware } from "openapi-fetch";
import { problemOf, unreachable } from "./problem";
import type { paths as CatalogPaths } from "./schema/catalog";
import type { paths as JournalPaths } from "./schema/journal";
import type { paths as MailPaths } from "./schema/mail-intake";
import type { paths as BridgePaths } from "./schema/platform-bridge";
import type { paths as PostPaths } from "./schema/post-tracker";
import type { paths as KitPaths } from "./schema/shop-sync";
import { accessToken, renew } from "./session";

/** `fetch` with the session's token; a refused token is renewed once. Throws ApiProblem status 0 when nobody answers. */
export async function authorized(request: Request): Promise<Response> {
  const again = request.clone();
  const first = await send(request);
  if (first.status !== 401 || !(await renew())) return first;
  return send(again);
}

async function send(request: Request): Promise<Response> {
  const token = await accessToken();
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable();
  }
}

/** Array parameters are repeated (`status=a&status=b`), as FastAPI reads them. */
const querySerializer = { array: { style: "form", explode: true } } as const;

const ownIds: Middleware = {
  onRequest({ request }) {
    if (request.method === "POST" && !request.headers.has("Idempotency-Key"))
      request.headers.set("Idempotency-Key", crypto.randomUUID());
    return request;
  },
};

function client<Paths extends object>(service: string): Client<Paths> {
  const made = createClient<Paths>({ baseUrl: `/api/${service}`, fetch: authorized, querySerializer });
  made.use(ownIds);
  return made;
}

export const catalog = client<CatalogPaths>("catalog");
export const journal = client<JournalPaths>("journal");
export const bridge = client<BridgePaths>("platform-bridge");
export const mail = client<MailPaths>("mail-intake");
export const post = client<PostPaths>("post-tracker");

const kits = new Map<string, Client<KitPaths>>();

/** The API that every service with connections has: forms, connections, runs, links, failed messages. */
export function kit(service: string): Client<KitPaths> {
  let found = kits.get(service);
  if (!found) kits.set(service, (found = client<KitPaths>(service)));
  return found;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; ApiProblem for any other. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw await problemOf(response, error);
  return data as T;
}

/** Address of something a service gives as `/v1/…`, for a browser. */
export function addressOf(service: string, path: string): string {
  return `/api/${service}${path}`;
}
