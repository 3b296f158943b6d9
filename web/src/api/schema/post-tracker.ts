/* Generated from openapi/post-tracker.json by `npm run api`. */
export interface paths {
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["connections_find"];
        put?: never;
        /** Create */
        post: operations["connections_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["connections_one"];
        /** Change */
        put: operations["connections_change"];
        post?: never;
        /** Delete */
        delete: operations["connections_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check Saved */
        post: operations["connections_check_saved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comments */
        get: operations["connections_comments"];
        put?: never;
        /** Comment */
        post: operations["connections_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/diagnostics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Archive */
        get: operations["connections_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** History */
        get: operations["connections_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/history/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore */
        post: operations["connections_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Of Connection */
        get: operations["runs_of_connection"];
        put?: never;
        /** Start */
        post: operations["runs_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/tracking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tracking */
        get: operations["shipments_tracking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/failed-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["failed_messages_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/failed-messages/{identity}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Discard */
        post: operations["failed_messages_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/failed-messages/{identity}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry */
        post: operations["failed_messages_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/failed-messages/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Discard Group */
        post: operations["failed_messages_discard_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/failed-messages/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Groups */
        get: operations["failed_messages_groups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/failed-messages/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry Group */
        post: operations["failed_messages_retry_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files/{account}/{identity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download */
        get: operations["files_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/integrations/{slug}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check Unsaved */
        post: operations["connections_check_unsaved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/integrations/{slug}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Form */
        get: operations["connections_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/integrations/{slug}/lists/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Choices */
        get: operations["connections_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order}/shipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Of Order */
        get: operations["shipments_of_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Going
         * @description Runs that are not over, newest first; the journal has those that are.
         */
        get: operations["runs_going"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["runs_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel */
        post: operations["runs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{run}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Run Files */
        get: operations["runs_run_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{run}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry */
        post: operations["runs_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{run}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows
         * @description Rows kept for the table; `sort=change` gives those whose price changes most first, for a price list.
         */
        get: operations["runs_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{run}/rows.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Spreadsheet */
        get: operations["runs_spreadsheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipment-statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statuses */
        get: operations["shipments_statuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["shipments_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["shipments_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipment}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refresh */
        post: operations["shipments_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every */
        get: operations["systems_every"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/systems/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["systems_one"];
        /** Switch */
        put: operations["systems_switch"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Cause
         * @description A reason in words for the owner, Russian: what happened, why, and what to do. `key` is stable, for programs.
         */
        Cause: {
            /** Do */
            do: string;
            /** Key */
            key: string;
            /** What */
            what: string;
            /** Why */
            why: string;
        };
        /**
         * ChangeAnswer
         * @description One field of what a row is about, as it was and as it becomes (None = not there); `title` is Russian.
         */
        ChangeAnswer: {
            /** Becomes */
            becomes: string | null;
            /** Field */
            field: string;
            /** Title */
            title: string;
            /** Was */
            was: string | null;
        };
        /**
         * CheckAnswer
         * @description Whether an exchange would work; `cause` tells why it would not.
         */
        CheckAnswer: {
            cause: components["schemas"]["Cause"] | null;
            /** Ok */
            ok: boolean;
        };
        /**
         * ChoiceAnswer
         * @description One option of a select.
         */
        ChoiceAnswer: {
            /** Label */
            label: string;
            /** Value */
            value: string;
        };
        /**
         * CommentAnswer
         * @description A remark.
         */
        CommentAnswer: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Author */
            author: string;
            /** Id */
            id: string;
            /** Text */
            text: string;
        };
        /**
         * ConnectionAnswer
         * @description A connection with its settings, their secrets masked, and its state.
         *
         *     `kept` are the dotted paths of the secrets that are stored. `schedule`, `last_success` and `next_run` are by kind of
         *     run: seconds between two, the last good end, when the next one is due (empty while none may start). `cause` tells in
         *     Russian why `health` is not ok. `revision` counts the versions of name, switch and settings, and is the ETag.
         */
        ConnectionAnswer: {
            cause: components["schemas"]["Cause"] | null;
            /** Config */
            config: {
                [key: string]: unknown;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Enabled */
            enabled: boolean;
            health: components["schemas"]["Health"];
            /** Id */
            id: string;
            /** Integration */
            integration: string;
            /** Kept */
            kept: string[];
            /** Last Checked */
            last_checked: string | null;
            /** Last Success */
            last_success: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /** Next Run */
            next_run: {
                [key: string]: string;
            };
            /** Reason */
            reason: string | null;
            /** Revision */
            revision: number;
            /** Schedule */
            schedule: {
                [key: string]: number;
            };
            state: components["schemas"]["State"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
        };
        /**
         * ConnectionInput
         * @description «Наименование», «Подключен/Отключен» and the settings of the integration's form.
         */
        ConnectionInput: {
            /** Config */
            config?: {
                [key: string]: unknown;
            };
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Name */
            name: string;
        };
        /**
         * CountsAnswer
         * @description All of the counts; none is left out.
         */
        CountsAnswer: {
            /**
             * Created
             * @default 0
             */
            created: number;
            /**
             * Rejected
             * @default 0
             */
            rejected: number;
            /**
             * Seen
             * @default 0
             */
            seen: number;
            /**
             * Unchanged
             * @default 0
             */
            unchanged: number;
            /**
             * Updated
             * @default 0
             */
            updated: number;
        };
        /**
         * Discard
         * @description Why a message is given up.
         */
        Discard: {
            /** Reason */
            reason: string;
        };
        /**
         * Discarded
         * @description How many messages were given up.
         */
        Discarded: {
            /** Discarded */
            discarded: number;
        };
        /**
         * DiscardGroup
         * @description Which open failures to give up together, and why.
         */
        DiscardGroup: {
            /** Error */
            error?: string | null;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
            /** Why */
            why: string;
        };
        /**
         * EffectAnswer
         * @description What a run does, or a dry run would do, to the goods outside.
         *
         *     `prices_changed` goods get another price, `largest_change` is the largest of them (0.5 = by half), `gone` are taken
         *     off.
         */
        EffectAnswer: {
            /** Gone */
            gone: number;
            /** Largest Change */
            largest_change: number;
            /** Prices Changed */
            prices_changed: number;
        };
        /**
         * FailedMessage
         * @description A message that was given up; the last four are there once an operator, or a good end, has made them.
         */
        FailedMessage: {
            /** Account */
            account: string;
            /** Closed At */
            closed_at?: string | null;
            /** Correlation Id */
            correlation_id: string;
            /** Cut */
            cut: boolean;
            /** Discard Reason */
            discard_reason?: string | null;
            /** Discarded By */
            discarded_by?: string | null;
            /** Error */
            error: string;
            /**
             * First Failed At
             * Format: date-time
             */
            first_failed_at: string;
            /** Id */
            id: string;
            /**
             * Last Failed At
             * Format: date-time
             */
            last_failed_at: string;
            /** Message Id */
            message_id: string;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
            /** Retried By */
            retried_by?: string | null;
            /** State */
            state: string;
            /** Tries */
            tries: number;
            /** Type */
            type: string;
        };
        /**
         * FailureGroup
         * @description How many open failures have this queue, reason and error; `cause` is the reason in words, when it has any.
         */
        FailureGroup: {
            cause: components["schemas"]["Cause"] | null;
            /** Count */
            count: number;
            /** Error */
            error: string;
            /**
             * First Failed At
             * Format: date-time
             */
            first_failed_at: string;
            /**
             * Last Failed At
             * Format: date-time
             */
            last_failed_at: string;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
        };
        /**
         * FieldError
         * @description What is wrong with one field: its path below the body, a stable key, and Russian words.
         */
        FieldError: {
            /** Key */
            key: string;
            /** Loc */
            loc: string[];
            /** Msg */
            msg: string;
        };
        /**
         * FormAnswer
         * @description What the form of an integration and the buttons beside it are drawn from.
         *
         *     `schema` is the JSON Schema of the settings, `values` those to begin with. Kinds of runs: `by_hand` a person may
         *     start, `dry_runs` can be tried without effect, of `repeatable` the rejected rows can be done again.
         *     `uploads`: takes files. `multiple`: an account may have several connections. `checkable`: has a check.
         */
        FormAnswer: {
            /** By Hand */
            by_hand: components["schemas"]["RunKind"][];
            /** Checkable */
            checkable: boolean;
            /** Dry Runs */
            dry_runs: components["schemas"]["RunKind"][];
            /** Multiple */
            multiple: boolean;
            /** Repeatable */
            repeatable: components["schemas"]["RunKind"][];
            /** Schema */
            schema: {
                [key: string]: unknown;
            };
            /** Title */
            title: string;
            /** Uploads */
            uploads: boolean;
            /** Values */
            values: {
                [key: string]: unknown;
            };
        };
        /**
         * Health
         * @description State of a connection as its service knows it.
         * @enum {string}
         */
        Health: "ok" | "retrying" | "needs_attention" | "deleted";
        /** Items[ChoiceAnswer] */
        Items_ChoiceAnswer_: {
            /** Items */
            items: components["schemas"]["ChoiceAnswer"][];
        };
        /** Items[ConnectionAnswer] */
        Items_ConnectionAnswer_: {
            /** Items */
            items: components["schemas"]["ConnectionAnswer"][];
        };
        /** Items[FailureGroup] */
        Items_FailureGroup_: {
            /** Items */
            items: components["schemas"]["FailureGroup"][];
        };
        /** Items[RunAnswer] */
        Items_RunAnswer_: {
            /** Items */
            items: components["schemas"]["RunAnswer"][];
        };
        /** Items[RunFileAnswer] */
        Items_RunFileAnswer_: {
            /** Items */
            items: components["schemas"]["RunFileAnswer"][];
        };
        /** Items[SystemSwitch] */
        Items_SystemSwitch_: {
            /** Items */
            items: components["schemas"]["SystemSwitch"][];
        };
        /**
         * MoneySum
         * @description Money of the rows that were created or updated, per currency; `count` rows make `amount`.
         */
        MoneySum: {
            /** Amount */
            amount: string;
            /** Count */
            count: number;
            /** Currency */
            currency: string;
        };
        /**
         * NewComment
         * @description A remark to be written down.
         */
        NewComment: {
            /** Text */
            text: string;
        };
        /**
         * NewConnection
         * @description A connection to be made.
         */
        NewConnection: {
            /** Config */
            config?: {
                [key: string]: unknown;
            };
            /**
             * Enabled
             * @default true
             */
            enabled: boolean;
            /** Integration */
            integration: string;
            /** Name */
            name: string;
        };
        /**
         * NewRun
         * @description «Загрузить сейчас», «Выгрузить сейчас»; `dry_run` shows what would happen and stores nothing.
         */
        NewRun: {
            /**
             * Dry Run
             * @default false
             */
            dry_run: boolean;
            kind: components["schemas"]["RunKind"];
        };
        /** NumberedPage[RowAnswer] */
        NumberedPage_RowAnswer_: {
            /** Items */
            items: components["schemas"]["RowAnswer"][];
            /** Next */
            next?: number | null;
        };
        /** NumberedPage[SettingsVersion] */
        NumberedPage_SettingsVersion_: {
            /** Items */
            items: components["schemas"]["SettingsVersion"][];
            /** Next */
            next?: number | null;
        };
        /**
         * OperationAnswer
         * @description What happened; `at` is local time of the place, with an offset only where the carrier gives one.
         */
        OperationAnswer: {
            /** At */
            at: string | null;
            /** Place */
            place: string | null;
            /** Postal Index */
            postal_index: string | null;
            /** Text */
            text: string;
        };
        /**
         * OutsideGoodAnswer
         * @description A good that no product stands for: a link from its `outside_id` to one cures that.
         */
        OutsideGoodAnswer: {
            /** Article */
            article: string | null;
            /** Name */
            name: string;
            /** Outside Id */
            outside_id: string;
        };
        /** Page[CommentAnswer] */
        Page_CommentAnswer_: {
            /** Items */
            items: components["schemas"]["CommentAnswer"][];
            /** Next */
            next?: string | null;
        };
        /** Page[FailedMessage] */
        Page_FailedMessage_: {
            /** Items */
            items: components["schemas"]["FailedMessage"][];
            /** Next */
            next?: string | null;
        };
        /** Page[RunAnswer] */
        Page_RunAnswer_: {
            /** Items */
            items: components["schemas"]["RunAnswer"][];
            /** Next */
            next?: string | null;
        };
        /**
         * ProblemBody
         * @description The body of every answer that is a failure: `title` says what happened, `detail` why and what to do (Russian).
         *
         *     `key` is stable, for programs; `errors` is there only when single fields are wrong.
         */
        ProblemBody: {
            /** Detail */
            detail: string;
            /**
             * Errors
             * @default null
             */
            errors: components["schemas"]["FieldError"][] | null;
            /** Key */
            key: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /**
         * ProgressAnswer
         * @description How far a run is: `done` of `total` in a unit of its own (bytes, rows); `total` 0 = not known.
         */
        ProgressAnswer: {
            /** Done */
            done: number;
            /** Total */
            total: number;
        };
        /**
         * QuotaAnswer
         * @description Calls of the day; the next day begins at `until`.
         */
        QuotaAnswer: {
            /** Limit */
            limit: number;
            /**
             * Until
             * Format: date-time
             */
            until: string;
            /** Used */
            used: number;
        };
        /**
         * Result
         * @description What became of a row; unchanged ones are only counted.
         * @enum {string}
         */
        Result: "created" | "updated" | "rejected";
        /**
         * Retried
         * @description How many messages were sent again.
         */
        Retried: {
            /** Retried */
            retried: number;
        };
        /**
         * RetryGroup
         * @description Which open failures to retry together; those with any error when none is given.
         */
        RetryGroup: {
            /** Error */
            error?: string | null;
            /** Queue */
            queue: string;
            /** Reason */
            reason: string;
        };
        /**
         * RowAnswer
         * @description A row of a report: `number` counts from 0, `where` and `title` are Russian, `amount` is a decimal string.
         *
         *     `cured_by`: the run that did the rejected row again. `goods` want a product. `price_change` is the largest relative
         *     change of a price (0.5 = by half); `gone`: what the row is about is taken off the outside system.
         */
        RowAnswer: {
            /** Amount */
            amount: string | null;
            /** Changes */
            changes: components["schemas"]["ChangeAnswer"][];
            /** Cured By */
            cured_by: string | null;
            /** Currency */
            currency: string | null;
            /** Gone */
            gone: boolean;
            /** Goods */
            goods: components["schemas"]["OutsideGoodAnswer"][];
            /** Number */
            number: number;
            /** Price Change */
            price_change: number | null;
            reason: components["schemas"]["Cause"] | null;
            result: components["schemas"]["Result"];
            state: components["schemas"]["RowState"];
            /** Title */
            title: string | null;
            /** Where */
            where: string;
        };
        /**
         * RowSort
         * @description The order of rows: as they stand in their source, or the largest change of a price first.
         * @enum {string}
         */
        RowSort: "number" | "change";
        /**
         * RowState
         * @description Whether a row waits for the platform (`accepted`), was stored or refused there, or needs no answer (`done`).
         * @enum {string}
         */
        RowState: "accepted" | "stored" | "refused" | "done";
        /**
         * RowsToRetry
         * @description Numbers of rejected rows, or all of them.
         */
        RowsToRetry: {
            /** All Rejected */
            all_rejected?: true | null;
            /** Rows */
            rows?: number[] | null;
        };
        /**
         * RunAnswer
         * @description A run. `open_rejected`: rejected rows that no later run has done; `attempt_of`: the run that it does again.
         *
         *     `waits_for_platform`: all rows are read, the platform has not answered all of them yet.
         */
        RunAnswer: {
            /** Attempt Of */
            attempt_of: string | null;
            /** Connection */
            connection: string;
            counts: components["schemas"]["CountsAnswer"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Dry Run */
            dry_run: boolean;
            effect: components["schemas"]["EffectAnswer"];
            error: components["schemas"]["Cause"] | null;
            /** File Name */
            file_name: string | null;
            /** Finished At */
            finished_at: string | null;
            /** Id */
            id: string;
            /** Integration */
            integration: string;
            kind: components["schemas"]["RunKind"];
            /** Money */
            money: components["schemas"]["MoneySum"][];
            /** Open Rejected */
            open_rejected: number;
            progress: components["schemas"]["ProgressAnswer"];
            /** Started At */
            started_at: string | null;
            status: components["schemas"]["RunStatus"];
            trigger: components["schemas"]["RunTrigger"];
            /** Waits For Platform */
            waits_for_platform: boolean;
        };
        /**
         * RunFileAnswer
         * @description A file of a run: `source` was uploaded, `rows` do not fit the table, the rest it made; `url` lives 10 minutes.
         */
        RunFileAnswer: {
            /** Kind */
            kind: string;
            /** Url */
            url: string;
        };
        /**
         * RunKind
         * @description What a run does.
         * @enum {string}
         */
        RunKind: "import_orders" | "import_leads" | "export_goods" | "export_statuses" | "track_parcels";
        /**
         * RunStatus
         * @description State of a run; the last four are final.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "success" | "partial" | "failed" | "cancelled";
        /**
         * RunTrigger
         * @description What started a run: a person, the period, a file, a retry of an earlier run, a hint that something changed.
         * @enum {string}
         */
        RunTrigger: "user" | "period" | "file" | "retry" | "hint";
        /**
         * SettingsChange
         * @description One field as it was and as it became; of a secret, only in words that it changed. `title` is Russian.
         */
        SettingsChange: {
            /** Field */
            field: string;
            /** Now */
            now: unknown;
            /** Secret */
            secret: boolean;
            /** Title */
            title: string;
            /** Was */
            was: unknown;
        };
        /**
         * SettingsVersion
         * @description A version of the settings: who made it, when, and what differs from the one before.
         */
        SettingsVersion: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Changes */
            changes: components["schemas"]["SettingsChange"][];
            /** Version */
            version: number;
        };
        /**
         * ShipmentAnswer
         * @description A shipment. `page`: the carrier's public page about it; `status` is a code, `title` its name, `text` what the
         *     order shows; `due_at`: when it is asked for next, `waiting`: its answer is on the way, `askable`: its number can be
         *     asked for; `cause`: what is wrong with it.
         */
        ShipmentAnswer: {
            /** Askable */
            askable: boolean;
            /** Carrier Title */
            carrier_title: string;
            cause: components["schemas"]["Cause"] | null;
            /**
             * Checked At
             * Format: date-time
             */
            checked_at: string;
            /** Connection */
            connection: string;
            /** Due At */
            due_at: string | null;
            /** Final */
            final: boolean;
            /** Id */
            id: string;
            /** Order */
            order: string;
            /** Order Number */
            order_number: string;
            /** Page */
            page: string | null;
            /** Status */
            status: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Tracking Number */
            tracking_number: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Waiting */
            waiting: boolean;
        };
        /**
         * ShipmentsAnswer
         * @description A page of shipments.
         */
        ShipmentsAnswer: {
            /** Items */
            items: components["schemas"]["ShipmentAnswer"][];
            /** Next */
            next?: string | null;
        };
        /**
         * ShipmentView
         * @description A shipment with its history, the oldest first.
         */
        ShipmentView: {
            /** Askable */
            askable: boolean;
            /** Carrier Title */
            carrier_title: string;
            cause: components["schemas"]["Cause"] | null;
            /**
             * Checked At
             * Format: date-time
             */
            checked_at: string;
            /** Connection */
            connection: string;
            /** Due At */
            due_at: string | null;
            /** Final */
            final: boolean;
            /** History */
            history: components["schemas"]["OperationAnswer"][];
            /** Id */
            id: string;
            /** Order */
            order: string;
            /** Order Number */
            order_number: string;
            /** Page */
            page: string | null;
            /** Status */
            status: string;
            /** Text */
            text: string;
            /** Title */
            title: string;
            /** Tracking Number */
            tracking_number: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Waiting */
            waiting: boolean;
        };
        /**
         * State
         * @description States in the order in which they hide each other.
         * @enum {string}
         */
        State: "paused" | "needs_attention" | "running" | "retrying" | "late" | "ok";
        /**
         * StatusCount
         * @description How many shipments are in a status.
         */
        StatusCount: {
            /** Count */
            count: number;
            /** Status */
            status: string;
            /** Title */
            title: string;
        };
        /**
         * StatusCounts
         * @description All statuses in the order of a parcel's life, also those that no shipment is in.
         */
        StatusCounts: {
            /** Items */
            items: components["schemas"]["StatusCount"][];
        };
        /**
         * SwitchInput
         * @description On, or off with the reason that users are shown.
         */
        SwitchInput: {
            /** Enabled */
            enabled: boolean;
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * SystemSwitch
         * @description Whether an outside system may be called; who said so and when, if anybody ever did.
         */
        SystemSwitch: {
            /** At */
            at: string | null;
            /** By */
            by: string | null;
            /** Enabled */
            enabled: boolean;
            /** Name */
            name: string;
            /** Reason */
            reason: string;
        };
        /**
         * TrackingAnswer
         * @description How a connection is doing; `quota` is there where calls are counted, `tickets` wait for their answers.
         */
        TrackingAnswer: {
            quota: components["schemas"]["QuotaAnswer"] | null;
            /** Statuses */
            statuses: components["schemas"]["StatusCount"][];
            /** Tickets */
            tickets: number;
        };
        /**
         * UnsavedSettings
         * @description Settings to be checked before they are saved; those of an edited connection keep its stored secrets.
         */
        UnsavedSettings: {
            /** Config */
            config: {
                [key: string]: unknown;
            };
            /** Connection */
            connection?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    connections_find: {
        parameters: {
            query?: {
                integration?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ConnectionAnswer_"];
                };
            };
        };
    };
    connections_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionAnswer"];
                };
            };
        };
    };
    connections_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionAnswer"];
                };
            };
        };
    };
    connections_change: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionInput"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionAnswer"];
                };
            };
        };
    };
    connections_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    connections_check_saved: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckAnswer"];
                };
            };
        };
    };
    connections_comments: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CommentAnswer_"];
                };
            };
        };
    };
    connections_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentAnswer"];
                };
            };
        };
    };
    connections_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    connections_history: {
        parameters: {
            query?: {
                cursor?: number | null;
                limit?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberedPage_SettingsVersion_"];
                };
            };
        };
    };
    connections_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionAnswer"];
                };
            };
        };
    };
    runs_of_connection: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RunAnswer_"];
                };
            };
        };
    };
    runs_start: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRun"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAnswer"];
                };
            };
        };
    };
    shipments_tracking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackingAnswer"];
                };
            };
        };
    };
    failed_messages_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                error?: string | null;
                limit?: number;
                queue?: string | null;
                reason?: string | null;
                state?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FailedMessage_"];
                };
            };
        };
    };
    failed_messages_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                identity: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Discard"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedMessage"];
                };
            };
        };
    };
    failed_messages_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                identity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedMessage"];
                };
            };
        };
    };
    failed_messages_discard_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardGroup"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discarded"];
                };
            };
        };
    };
    failed_messages_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_FailureGroup_"];
                };
            };
        };
    };
    failed_messages_retry_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryGroup"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retried"];
                };
            };
        };
    };
    files_download: {
        parameters: {
            query: {
                sign: string;
                until: number;
            };
            header?: never;
            path: {
                account: string;
                identity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    connections_check_unsaved: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsavedSettings"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckAnswer"];
                };
            };
        };
    };
    connections_form: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormAnswer"];
                };
            };
        };
    };
    connections_choices: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path: {
                name: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ChoiceAnswer_"];
                };
            };
        };
    };
    shipments_of_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentView"];
                };
            };
        };
    };
    runs_going: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_RunAnswer_"];
                };
            };
        };
    };
    runs_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAnswer"];
                };
            };
        };
    };
    runs_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAnswer"];
                };
            };
        };
    };
    runs_run_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_RunFileAnswer_"];
                };
            };
        };
    };
    runs_retry: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowsToRetry"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAnswer"];
                };
            };
        };
    };
    runs_rows: {
        parameters: {
            query?: {
                cursor?: number;
                gone?: boolean | null;
                limit?: number;
                result?: components["schemas"]["Result"] | null;
                sort?: components["schemas"]["RowSort"];
                state?: components["schemas"]["RowState"] | null;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumberedPage_RowAnswer_"];
                };
            };
        };
    };
    runs_spreadsheet: {
        parameters: {
            query?: {
                result?: components["schemas"]["Result"] | null;
                state?: components["schemas"]["RowState"] | null;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    shipments_statuses: {
        parameters: {
            query?: {
                connection?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusCounts"];
                };
            };
        };
    };
    shipments_find: {
        parameters: {
            query?: {
                connection?: string | null;
                cursor?: string | null;
                limit?: number;
                q?: string | null;
                status?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentsAnswer"];
                };
            };
        };
    };
    shipments_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentView"];
                };
            };
        };
    };
    shipments_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentAnswer"];
                };
            };
        };
    };
    systems_every: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_SystemSwitch_"];
                };
            };
        };
    };
    systems_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemSwitch"];
                };
            };
        };
    };
    systems_switch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchInput"];
            };
        };
        responses: {
            /** @description Отказ */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Сбой */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemSwitch"];
                };
            };
        };
    };
}
