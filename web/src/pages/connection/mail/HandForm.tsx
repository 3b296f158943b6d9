import { ArrowLeftOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Flex, Form, Input, type FormInstance } from "antd";
import { useState } from "react";
import { answered, mail } from "../../../api/clients";
import { ApiProblem, asProblem } from "../../../api/problem";
import { useOpenRun } from "../../runs/useOpenRun";
import { entered, NO_ITEM, started, type Entered } from "./hand";
import type { LetterView } from "./model";
import { MAIL } from "./useLetters";

interface HandFormProps {
  letter: LetterView;
  onBack: () => void;
}

/** An order or a request that a person enters instead of the letter, filled in with what was found in it. */
export default function HandForm({ letter, onBack }: HandFormProps) {
  const [form] = Form.useForm<Entered>();
  const { order, lead } = letter.fill;
  const sending = useSend(letter.id, form);
  return (
    <>
      <Button type="link" icon={<ArrowLeftOutlined />} className="as-link" onClick={onBack}>
        К письму
      </Button>
      <h2>{order ? "Создать заказ вручную" : "Создать заявку вручную"}</h2>
      {sending.error && <Refused problem={asProblem(sending.error)} />}
      <Form
        form={form}
        layout="vertical"
        className="hand-form"
        initialValues={started({ order, lead })}
        onFinish={() => sending.mutate(form.getFieldsValue(true))}
      >
        {order ? <OrderFields /> : <LeadFields />}
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {order ? "Создать заказ" : "Создать заявку"}
        </Button>
      </Form>
    </>
  );
}

/** Those of no field; a refused form has its messages at the fields. */
function Refused({ problem }: { problem: ApiProblem }) {
  const atFields = problem.errors.length > 0;
  return (
    <Alert
      showIcon
      type="error"
      role="alert"
      title={atFields ? "Исправьте отмеченные поля" : problem.message}
      description={atFields ? undefined : problem.detail}
    />
  );
}

function useSend(letter: string, form: FormInstance<Entered>) {
  const open = useOpenRun(MAIL);
  // sent again when nobody knows whether it arrived, it stays one order
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (given: Entered) =>
      answered(
        mail.POST("/v1/letters/{letter}/fill", {
          params: { path: { letter }, header: { "idempotency-key": key } },
          body: entered(given),
        }),
      ),
    onSuccess: open,
    onError: (error) => {
      const errors = error instanceof ApiProblem ? error.errors : [];
      const fields = errors.map(({ loc, msg }) => ({ name: loc as never, errors: [msg] }));
      form.setFields(fields);
      const [first] = errors;
      if (first) form.scrollToField(first.loc as never, { focus: true });
    },
  });
}

function OrderFields() {
  return (
    <>
      <div className="hand-grid">
        <Line name={["order", "number"]} label="Номер заказа" required />
        <Form.Item name={["order", "date"]} label="Дата">
          <Input type="date" />
        </Form.Item>
        <Line name={["order", "customer", "name"]} label="Покупатель" />
        <Line name={["order", "customer", "phone"]} label="Телефон" />
        <Line name={["order", "customer", "email"]} label="Email" />
      </div>
      <Items />
      <div className="hand-grid">
        <Line name={["order", "discount"]} label="Скидка, сумма" figure />
        <Line name={["order", "delivery", "price"]} label="Стоимость доставки" figure />
        <Line name={["order", "delivery", "method"]} label="Способ доставки" />
        <Line name={["order", "payment"]} label="Оплата" />
        <Line name={["order", "currency"]} label="Валюта (код)" placeholder="как в настройке" />
      </div>
      <Words name={["order", "delivery", "address"]} label="Адрес доставки" />
      <Words name={["order", "comment"]} label="Комментарий" />
    </>
  );
}

/** Products of the order; at least one. */
function Items() {
  return (
    <Form.List name={["order", "items"]}>
      {(rows, { add, remove }) => (
        <fieldset className="hand-items">
          <legend>Товары</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="hand-item">
              <Line name={[name, "name"]} label="Товар" required />
              <Line name={[name, "sku"]} label="Артикул" />
              <Line name={[name, "qty"]} label="Кол-во" required figure />
              <Line name={[name, "price"]} label="Цена" required figure />
              {rows.length > 1 && (
                <Button
                  icon={<DeleteOutlined />}
                  aria-label={`Убрать товар ${name + 1}`}
                  onClick={() => remove(name)}
                />
              )}
            </div>
          ))}
          <Flex wrap gap="small">
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(NO_ITEM)}>
              Добавить товар
            </Button>
          </Flex>
        </fieldset>
      )}
    </Form.List>
  );
}

function LeadFields() {
  return (
    <>
      <div className="hand-grid">
        <Line name={["lead", "name"]} label="Имя" />
        <Line name={["lead", "phone"]} label="Телефон" />
        <Line name={["lead", "email"]} label="Email" />
        <Line name={["lead", "page"]} label="Страница сайта" />
      </div>
      <Words name={["lead", "text"]} label="Текст обращения" />
    </>
  );
}

interface LineProps {
  name: (string | number)[];
  label: string;
  required?: boolean;
  /** A number is expected. */
  figure?: boolean;
  placeholder?: string;
}

const FIGURE = { pattern: /^\s*\d[\d\s]*([.,]\d+)?\s*$/u, message: "Введите число, например 1290,50" };

function Line({ name, label, required, figure, placeholder }: LineProps) {
  const rules = [
    ...(required ? [{ required: true, whitespace: true, message: `Заполните поле «${label}»` }] : []),
    ...(figure ? [FIGURE] : []),
  ];
  return (
    <Form.Item name={name} label={label} rules={rules}>
      <Input inputMode={figure ? "decimal" : undefined} placeholder={placeholder} maxLength={500} />
    </Form.Item>
  );
}

function Words({ name, label }: { name: string[]; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
    </Form.Item>
  );
}
