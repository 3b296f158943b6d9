import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from "@rjsf/utils";
import { Button } from "antd";
import type { Schema, Values } from "../schema";
import { labelId } from "../widgets/common";

/** A table that grows row by row («+ Добавить»): correspondence of statuses, of warehouses. */
export function TableTemplate(props: ArrayFieldTemplateProps<unknown, Schema, Values>) {
  const { items, canAdd, onAddClick, disabled, readonly, fieldPathId } = props;
  return (
    <fieldset className="bare" aria-labelledby={labelId(fieldPathId.$id)} id={fieldPathId.$id}>
      {items}
      {canAdd && !readonly && (
        <Button icon={<PlusOutlined aria-hidden />} disabled={disabled} onClick={onAddClick}>
          Добавить
        </Button>
      )}
      {readonly && items.length === 0 && <span className="muted">Не заполнено</span>}
    </fieldset>
  );
}

/** One row, with the button that removes it. */
export function TableRowTemplate(props: ArrayFieldItemTemplateProps<unknown, Schema, Values>) {
  const { children, buttonsProps, disabled, readonly, index } = props;
  return (
    <div className="table-row">
      {children}
      {!readonly && (
        <Button
          type="text"
          className="table-remove"
          icon={<DeleteOutlined />}
          aria-label={`Удалить строку ${index + 1}`}
          disabled={disabled}
          onClick={buttonsProps.onRemoveItem}
        />
      )}
    </div>
  );
}
