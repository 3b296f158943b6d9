import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App } from "antd";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";

/** A call that reached the services. */
export interface Call {
  method: string;
  /** Path with its query, without the host. */
  path: string;
  headers: Headers;
  body: unknown;
}

type Answer = unknown | ((call: Call) => Response | unknown);

/**
 * Services that answer what `answers` says: «GET /api/…» (a path without its query will do) → a body, or a function of
 * the call that gives a body or a whole Response. What is not named is not found. Gives the calls as they come.
 */
export function services(answers: Record<string, Answer>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const request = typeof input === "string" ? new Request(input, init) : input;
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const body: unknown = text ? JSON.parse(text) : undefined;
    const call = { method: request.method, path: pathname + search, headers: request.headers, body };
    calls.push(call);
    const answer = answers[`${call.method} ${call.path}`] ?? answers[`${call.method} ${pathname}`];
    const given = typeof answer === "function" ? (answer as (call: Call) => unknown)(call) : answer;
    if (given instanceof Response) return given;
    return given === undefined ? refusal(404, "not_found", "Не найдено") : Response.json(given);
  });
  return calls;
}

/** An answer that refuses, as services write it. */
export function refusal(status: number, key: string, title: string): Response {
  return new Response(JSON.stringify({ type: "about:blank", title, status, key }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });
}

/** Shows a page at an address of the console; `path` is its route. Gives the router, which knows the address. */
export function showPage(page: ReactNode, { path = "*", at = "/" }: { path?: string; at?: string } = {}) {
  const router = createMemoryRouter(
    [
      { path, element: page },
      { path: "*", element: null },
    ],
    { initialEntries: [at] },
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <App>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </App>,
  );
  return router;
}
