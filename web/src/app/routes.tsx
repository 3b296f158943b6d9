import { createBrowserRouter, type RouteObject } from "react-router";
import type { Role } from "./Allowed";
import { CrashPage } from "./CrashPage";

type Module = Promise<{ default: () => React.ReactNode }>;

function page(path: string, load: () => Module, role: Role = "employee"): RouteObject {
  return {
    path,
    lazy: async () => {
      const [{ default: Shown }, { Allowed }] = await Promise.all([load(), import("./Allowed")]);
      return {
        element: (
          <Allowed role={role}>
            <Shown />
          </Allowed>
        ),
      };
    },
  };
}

export const router = createBrowserRouter([
  {
    lazy: async () => ({ Component: (await import("./Session")).default }),
    errorElement: <CrashPage />,
    hydrateFallbackElement: <div className="splash" />,
    children: [
      {
        lazy: async () => ({ Component: (await import("./Frame")).default }),
        errorElement: <CrashPage />,
        children: [
          page("/", () => import("../pages/home/HomePage"), "anyone"),
          page("/market", () => import("../pages/market/MarketPage"), "anyone"),
          page("/market/:slug", () => import("../pages/market/MarketPage"), "anyone"),
          page("/guide/:slug", () => import("../pages/guide/GuidePage"), "anyone"),
          page("/connections", () => import("../pages/connections/ConnectionsPage")),
          page("/connections/new/:service/:slug", () => import("../pages/connection/NewConnectionPage"), "owner"),
          page("/connections/:service/:id", () => import("../pages/connection/ConnectionPage")),
          page(
            "/connections/mail-intake/:id/templates/:template",
            () => import("../pages/connection/mail/TemplateEditorPage"),
          ),
          page("/runs", () => import("../pages/runs/RunsPage")),
          page("/runs/:service/:id", () => import("../pages/runs/RunPage")),
          page("/attention", () => import("../pages/attention/AttentionPage")),
          page("/orders", () => import("../pages/orders/OrdersPage")),
          page("/orders/:ref", () => import("../pages/orders/OrderPage")),
          page("/life/:ref", () => import("../pages/orders/LifePage")),
          page("/parcels", () => import("../pages/parcels/ParcelsPage")),
          page("/leads", () => import("../pages/leads/LeadsPage")),
          page("/counterparties", () => import("../pages/people/CounterpartiesPage")),
          page("/products", () => import("../pages/goods/ProductsPage")),
          page("/failed", () => import("../pages/operator/FailedPage"), "operator"),
          page("/systems", () => import("../pages/operator/SystemsPage"), "operator"),
          page("*", () => import("./MissingPage"), "anyone"),
        ],
      },
    ],
  },
  {
    path: "/login",
    lazy: async () => ({ Component: (await import("../pages/login/LoginPage")).default }),
    errorElement: <CrashPage />,
    hydrateFallbackElement: <div className="splash" />,
  },
]);
