import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App as AntApp } from "antd";
import type { ReactNode } from "react";
import { createMemoryRouter, MemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";

/** One request that a page made; `body` is its JSON. */
export interface Asked {
  call: string;
  search: URLSearchParams;
  body: unknown;
  headers: Headers;
}

/** What a call (`GET /api/shop-sync/v1/runs`) is answered with: a body, or a status and a problem's body. */
export type Answers = Record<string, unknown | ((asked: Asked) => unknown)>;

/** An answer that is not 200. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

/** Stands in for the services; returns the requests as they come. Anything else that is asked fails the test. */
export function services(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const { method, headers } = request;
    const one = { call: `${method} ${pathname}`, search: searchParams, body: text && JSON.parse(text), headers };
    asked.push(one);
    if (!(one.call in answers)) throw new Error(`unexpected request: ${one.call}`);
    const given = answers[one.call];
    const told = typeof given === "function" ? given(one) : given;
    const [status, body] = told instanceof Refusal ? [told.status, told.body] : [200, told];
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  });
  return asked;
}

/** Shows a page as the console does, at an address. */
export function show(page: ReactNode, address = "/"): void {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <AntApp>
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={[address]}>{page}</MemoryRouter>
      </QueryClientProvider>
    </AntApp>,
  );
}

/** Shows a page at the route `path` as the console does; gives the router, which knows the address. */
export function showRoute(page: ReactNode, { path = "/", address = "/" } = {}) {
  const routes = [
    { path, element: page },
    { path: "*", element: null },
  ];
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <AntApp>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </AntApp>,
  );
  return router;
}

/** A window as wide as a desk's; without it pages look as on a phone. */
export function wideWindow(): void {
  vi.stubGlobal("matchMedia", (media: string) => ({
    matches: media.includes("min-width"),
    media,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
}
