import { act, render, screen, waitFor } from "@testing-library/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { beforeEach, expect, it, vi } from "vitest";
import { login, logout, onSession, whoIsIn } from "../api/session";
import Session from "./Session";

/** Who the cookie, which all tabs share, logs in; null = nobody. */
let cookie: string | null;
let logoutStatus: number;

beforeEach(() => {
  cookie = null;
  logoutStatus = 204;
  vi.stubGlobal("fetch", (path: string, { body }: RequestInit) => {
    if (path.endsWith("/login")) cookie = (JSON.parse(String(body)) as { login: string }).login;
    if (path.endsWith("/logout")) return Promise.resolve(new Response(null, { status: logoutStatus }));
    if (!cookie) return Promise.resolve(new Response("{}", { status: 401 }));
    const claims = btoa(JSON.stringify({ account: "a-1", sub: cookie }));
    return Promise.resolve(new Response(JSON.stringify({ access_token: `x.${claims}.x`, expires_in: 900 })));
  });
});

function Draft() {
  const [owner] = useState(whoIsIn);
  return <p>Draft of {owner}</p>;
}

function open() {
  const routes = [
    { element: <Session />, children: [{ path: "/", element: <Draft /> }] },
    { path: "/login", element: <p>Вход</p> },
  ];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={createMemoryRouter(routes)} />
    </QueryClientProvider>,
  );
}

it("shows nothing of one person to another who logs in beside", async () => {
  const changes = vi.fn();
  onSession(changes);
  await login("u-1", "secret");
  open();
  expect(screen.getByText("Draft of a-1 u-1")).toBeInTheDocument();
  changes.mockClear();
  cookie = "u-2";
  new BroadcastChannel("biz-session").postMessage("a-1 u-2");
  expect(await screen.findByText("Draft of a-1 u-2")).toBeInTheDocument();
  expect(changes).toHaveBeenCalled();
});

it("leaves the session when another tab does", async () => {
  await login("u-1", "secret");
  open();
  cookie = null;
  new BroadcastChannel("biz-session").postMessage(null);
  expect(await screen.findByText("Вход")).toBeInTheDocument();
});

it("keeps the session, and what is written in it, when the same person logs in beside", async () => {
  await login("u-1", "secret");
  const changes = vi.fn();
  onSession(changes);
  await login("u-1", "secret");
  expect(changes).not.toHaveBeenCalled();
});

it("does not pretend to have left when the server did not answer", async () => {
  await login("u-1", "secret");
  logoutStatus = 502;
  await expect(act(logout)).rejects.toMatchObject({ status: 502 });
  expect(whoIsIn()).toBe("a-1 u-1");
  logoutStatus = 204;
  await act(logout);
  await waitFor(() => expect(whoIsIn()).toBeNull());
});
