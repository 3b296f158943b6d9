import { Alert, Button, Card, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { ApiProblem, asProblem } from "../../api/problem";
import { login } from "../../api/session";
import { Brand } from "../../app/Brand";
import "./login.css";

interface Pair {
  login: string;
  password: string;
}

/** «Вход»: afterwards the page that was asked for opens. */
export default function LoginPage() {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const [search] = useSearchParams();
  useEffect(() => {
    document.title = "Вход – Бизнес.Интеграции";
  }, []);
  const enter = async ({ login: name, password }: Pair) => {
    setBusy(true);
    setProblem(null);
    try {
      await login(name.trim(), password);
      await navigate(inside(search.get("back")), { replace: true });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <Card className="login-card">
        <Brand />
        <h1>Вход</h1>
        {problem && <Alert showIcon type="error" role="alert" title={problem.message} description={problem.detail} />}
        <Form layout="vertical" requiredMark={false} onFinish={(pair: Pair) => void enter(pair)}>
          <Form.Item name="login" label="Логин" rules={[{ required: true, message: "Введите логин" }]}>
            <Input autoComplete="username" inputMode="email" />
          </Form.Item>
          <Form.Item name="password" label="Пароль" rules={[{ required: true, message: "Введите пароль" }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            Войти
          </Button>
        </Form>
      </Card>
    </main>
  );
}

/** The wanted page, when it is one of ours: an address that leads elsewhere is not followed. */
function inside(back: string | null): string {
  return back?.startsWith("/") && !back.startsWith("//") && !back.includes("\\") ? back : "/";
}
