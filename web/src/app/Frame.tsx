import { MenuOutlined, SettingOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, App, Button, Drawer, Dropdown, Flex, Grid, Layout, Menu } from "antd";
import { useState } from "react";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { asProblem } from "../api/problem";
import { logout } from "../api/session";
import { LiveProvider, useLiveUp } from "../live/LiveProvider";
import { Failed, Splash } from "../ui/states";
import { Brand } from "./Brand";
import { roleTitle, useMe } from "./me";
import { menuKey, useMenu } from "./menu";

/** What stands around every page: menu, account, and word of a lost connection. */
export default function Frame() {
  const { isEmployee, isPending, error, refetch } = useMe();
  if (isPending) return <Splash />;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  // the live stream is one of an account's employees
  return isEmployee ? (
    <LiveProvider>
      <Inside />
    </LiveProvider>
  ) : (
    <Inside />
  );
}

function Inside() {
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  return (
    <Layout className="frame">
      <a className="skip" href="#content">
        К содержанию
      </a>
      {wide ? (
        <Layout.Sider width={236} className="side">
          <Brand />
          <nav aria-label="Разделы">
            <Sections />
          </nav>
        </Layout.Sider>
      ) : (
        <Drawer open={open} placement="left" size={268} title={<Brand />} onClose={() => setOpen(false)}>
          <nav aria-label="Разделы">
            <Sections onChoice={() => setOpen(false)} />
          </nav>
        </Drawer>
      )}
      <Layout>
        <Top onMenu={wide ? undefined : () => setOpen(true)} />
        <main className="content" id="content">
          <Connection />
          <Outlet />
        </main>
      </Layout>
      <ScrollRestoration />
    </Layout>
  );
}

function Sections({ onChoice }: { onChoice?: () => void }) {
  const items = useMenu();
  const { pathname } = useLocation();
  return <Menu mode="inline" items={items} selectedKeys={[menuKey(pathname)]} onClick={onChoice} />;
}

function Top({ onMenu }: { onMenu?: () => void }) {
  const { me } = useMe();
  const { message } = App.useApp();
  const leave = () =>
    logout().catch((error: unknown) => message.error(`Выйти не удалось. ${asProblem(error).message}`));
  const settings = [{ key: "market", label: <Link to="/market">Маркетплейс</Link> }];
  const user = [
    { key: "who", type: "group" as const, label: `${me?.name}, ${roleTitle(me?.roles ?? [])}` },
    { key: "leave", label: "Выйти", onClick: () => void leave() },
  ];
  return (
    <Layout.Header className="top">
      <Flex align="center" gap="small" className="top-row">
        {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label="Меню" onClick={onMenu} />}
        <strong className="account">{me?.account_name}</strong>
        <Dropdown menu={{ items: settings }} trigger={["click"]}>
          <Button type="text" icon={<SettingOutlined />} aria-label="Настройки" />
        </Dropdown>
        <Dropdown menu={{ items: user }} trigger={["click"]}>
          <Button type="text" icon={<UserOutlined />} aria-label={`Пользователь: ${me?.name}`}>
            <span className="user-name">{me?.name}</span>
          </Button>
        </Dropdown>
      </Flex>
    </Layout.Header>
  );
}

function Connection() {
  const up = useLiveUp();
  if (up) return null;
  return (
    <Alert
      banner
      showIcon
      type="warning"
      className="lost"
      title="Связь с сервером потеряна. Показано то, что было до этого; страница обновится сама."
    />
  );
}
