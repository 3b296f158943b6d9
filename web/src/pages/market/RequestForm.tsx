import { ArrowLeftOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Flex, Form, Input, Result } from "antd";
import { useEffect, useState } from "react";
import { answered, catalog } from "../../api/clients";
import { asProblem, type ApiProblem } from "../../api/problem";
import type { components } from "../../api/schema/catalog";
import { useMe } from "../../app/me";

type Request = Required<components["schemas"]["RequestInput"]>;

interface RequestFormProps {
  slug: string;
  /** The integration that the request is about. */
  title: string;
  onBack: () => void;
}

/** «Заявка на подключение»: a name, and a phone or an e-mail; afterwards word that it has arrived. */
export function RequestForm({ slug, title, onBack }: RequestFormProps) {
  const [form] = Form.useForm<Request>();
  const [refusal, setRefusal] = useState<ApiProblem | null>(null);
  const { me } = useMe();
  const send = useSend(slug);
  useEffect(() => {
    // the link that opened the form is gone, and the keyboard with it
    form.getFieldInstance("name")?.focus();
  }, [form]);
  const submit = (given: Request) => {
    setRefusal(null);
    send.mutate(given, {
      onError(error) {
        const problem = asProblem(error);
        const { fields, rest } = ofFields(problem);
        form.setFields(fields);
        if (rest) setRefusal(problem);
        else if (fields[0]) form.getFieldInstance(fields[0].name)?.focus();
      },
    });
  };
  if (send.isSuccess) return <Thanks onBack={onBack} />;
  return (
    <section aria-labelledby="request-title">
      <Button type="link" icon={<ArrowLeftOutlined />} className="widget-back" onClick={onBack}>
        Назад
      </Button>
      <h2 id="request-title" className="request-title">
        Заявка на подключение
      </h2>
      <p className="muted">Интеграция «{title}». Укажите телефон или email, мы свяжемся с вами и поможем подключить.</p>
      {refusal && <Alert showIcon type="error" role="alert" title={refusal.message} description={refusal.detail} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark
        initialValues={{ name: me?.name ?? "", phone: "", email: "", comment: "" }}
        onFinish={submit}
      >
        <Form.Item name="name" label="Имя" rules={[{ required: true, whitespace: true, message: "Укажите имя" }]}>
          <Input autoComplete="name" maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label="Телефон">
          <Input autoComplete="tel" type="tel" maxLength={50} />
        </Form.Item>
        <Form.Item name="email" label="Email">
          <Input autoComplete="email" inputMode="email" maxLength={254} />
        </Form.Item>
        <Form.Item name="comment" label="Комментарий">
          <Input.TextArea rows={4} maxLength={3000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          Отправить
        </Button>
      </Form>
    </section>
  );
}

function Thanks({ onBack }: { onBack: () => void }) {
  return (
    <output>
      <Result
        status="success"
        title="Заявка отправлена"
        subTitle="Спасибо! Мы свяжемся с вами и поможем подключить интеграцию."
        extra={
          <Flex justify="center">
            <Button type="primary" onClick={onBack}>
              Готово
            </Button>
          </Flex>
        }
      />
    </output>
  );
}

/** Sends the form; the same form sent again, when nobody knows whether it arrived, stays one request. */
function useSend(slug: string) {
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: Request) =>
      answered(
        catalog.POST("/v1/widgets/{slug}/requests", {
          params: { path: { slug }, header: { "idempotency-key": key } },
          body,
        }),
      ),
  });
}

/** The errors that belong to a field of the form; `rest`: whether something else is wrong. */
function ofFields(problem: ApiProblem) {
  const names = ["name", "phone", "email", "comment"] as const;
  const fields = names
    .map((name) => ({ name, errors: problem.errors.filter((row) => row.loc[0] === name).map((row) => row.msg) }))
    .filter((field) => field.errors.length > 0);
  return { fields, rest: fields.length === 0 };
}
