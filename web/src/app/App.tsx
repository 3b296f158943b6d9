import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import ruRU from "antd/locale/ru_RU";
import { RouterProvider } from "react-router";
import { ApiProblem } from "../api/problem";
import { onSession } from "../api/session";
import { nonce } from "./nonce";
import { router } from "./routes";
import { theme } from "./theme";

const RETRIES = 2;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // what a service refused it will refuse again; one that is away may be back
      retry: (failures, error) => error instanceof ApiProblem && error.away && failures < RETRIES,
      refetchOnWindowFocus: false,
      refetchInterval: (query) => (query.state.error instanceof ApiProblem && query.state.error.away ? 5000 : false),
    },
  },
});

// what was read for one person is not shown to another
onSession(() => client.clear());

/** The console: theme, Russian words, cache and routes. */
export function App() {
  return (
    <ConfigProvider locale={ruRU} theme={theme} csp={nonce ? { nonce } : undefined}>
      <AntApp>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
