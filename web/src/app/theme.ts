import type { ThemeConfig } from "antd";

/** Colours that keep WCAG AA contrast; the `*Bg` ones are given because those derived from darker colours do not. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#0958d9",
    colorPrimaryHover: "#003eb3",
    colorLink: "#0958d9",
    colorLinkHover: "#003eb3",
    colorSuccess: "#237804",
    colorInfo: "#0958d9",
    colorWarning: "#873800",
    colorError: "#a8071a",
    colorSuccessBg: "#f6ffed",
    colorWarningBg: "#fffbe6",
    colorErrorBg: "#fff2f0",
    colorInfoBg: "#e6f4ff",
    colorTextPlaceholder: "#595959",
    colorTextDescription: "#595959",
    colorTextSecondary: "#595959",
    colorTextTertiary: "#595959",
    colorTextDisabled: "#595959",
    borderRadius: 8,
    fontFamily: "'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif",
  },
  components: {
    Layout: { headerBg: "#ffffff", siderBg: "#ffffff", bodyBg: "#f4f6f9" },
    Menu: { itemBorderRadius: 8, darkItemColor: "#ffffff" },
    Table: { headerColor: "#434343" },
    // the frame alone shows that there is something to tick
    Checkbox: { colorBorder: "#8c8c8c" },
    Radio: { colorBorder: "#8c8c8c" },
  },
};
