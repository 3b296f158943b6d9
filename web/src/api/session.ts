import { problemOf, unreachable } from "./problem";

const BASE = "/api/platform-bridge/v1";
const EARLY_SECONDS = 60;

interface Token {
  value: string;
  until: number;
  person: string;
}

let token: Token | null = null;
let renewing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();
/** Tells the other tabs who has logged in, null for nobody: they share the cookie with this one. */
const tabs = new BroadcastChannel("biz-session");
tabs.addEventListener("message", ({ data }: MessageEvent<string | null>) => {
  if (token && token.person !== data) forget();
});

/** Calls `listener` when another person, or nobody, is logged in; returns how to stop that. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Who is logged in, as far as this tab knows: something that tells persons apart; null for nobody. */
export function whoIsIn(): string | null {
  return token?.person ?? null;
}

/** Log in; ApiProblem with key `login_refused` for a wrong pair. The refresh token goes into a cookie we cannot read. */
export async function login(name: string, password: string): Promise<void> {
  const response = await post("/login", { login: name, password });
  if (!response.ok) throw await problemOf(response);
  keep(await response.json());
  tabs.postMessage(whoIsIn());
}

/** Renew the session by its cookie; false when there is none. Calls at once share one request. */
export function renew(): Promise<boolean> {
  renewing ??= alone(askAnew).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Log out at the server and in all tabs. ApiProblem when the server does not do it: the cookie would log in again. */
export async function logout(): Promise<void> {
  const response = await post("/logout");
  if (!response.ok && response.status !== 401) throw await problemOf(response);
  forget();
  tabs.postMessage(null);
}

/** The access token for the next call, renewed shortly before it runs out; null without a session. */
export async function accessToken(): Promise<string | null> {
  if (token && Date.now() > token.until - EARLY_SECONDS * 1000) await renewInTime(token.until);
  return token?.value ?? null;
}

/** Renews a token that is good for a while yet: until then a login service that is away keeps nobody from working. */
async function renewInTime(until: number): Promise<void> {
  try {
    await renew();
  } catch (error) {
    if (Date.now() >= until) throw error;
  }
}

/** Tabs renew one after another: the cookie is good for one use, and a second use of it would end the session. */
async function alone(work: () => Promise<boolean>): Promise<boolean> {
  // browsers have locks on https and on this machine only
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? await locks.request("biz-session", work) : work();
}

async function askAnew(): Promise<boolean> {
  const response = await post("/refresh");
  if (response.ok) {
    keep(await response.json());
    return true;
  }
  if (response.status === 401 || response.status === 403) {
    forget();
    return false;
  }
  throw await problemOf(response);
}

async function post(path: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(BASE + path, {
      method: "POST",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw unreachable();
  }
}

function keep(given: { access_token: string; expires_in: number }): void {
  const value = given.access_token;
  replace({ value, until: Date.now() + given.expires_in * 1000, person: personOf(value) });
}

function forget(): void {
  replace(null);
}

function replace(next: Token | null): void {
  const changed = token?.person !== next?.person;
  token = next;
  if (changed) for (const listener of listeners) listener();
}

/** The account and the user that a token (JWT) is of. */
function personOf(value: string): string {
  const claims = (value.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  const { account, sub } = JSON.parse(atob(claims)) as { account?: string; sub: string };
  return `${account} ${sub}`;
}
