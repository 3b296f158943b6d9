import { Button, type ButtonProps } from "antd";
import { useHref, useLinkClickHandler } from "react-router";

interface LinkButtonProps extends Omit<ButtonProps, "href" | "onClick" | "htmlType"> {
  to: string;
}

/** A link to another page of the console that looks like a button; opens in a new tab like any link. */
export function LinkButton({ to, ...button }: LinkButtonProps) {
  const go = useLinkClickHandler<HTMLElement>(to);
  return <Button {...button} href={useHref(to)} onClick={(event) => go(event as React.MouseEvent<HTMLElement>)} />;
}
