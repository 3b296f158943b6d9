/* Generated from openapi/mail-intake.json by `npm run api`. */
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
    "/v1/connections/{connection}/goods-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["goods_links_find"];
        put?: never;
        /** Remember */
        post: operations["goods_links_remember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/goods-links/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Candidates */
        get: operations["goods_links_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/goods-links/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlink */
        post: operations["goods_links_unlink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/goods-links/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release */
        post: operations["goods_links_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/goods-links/unlinked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unlinked */
        get: operations["goods_links_unlinked"];
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
    "/v1/connections/{connection}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["letters_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/letters/read-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read Again */
        post: operations["letters_read_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/mailbox-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mailbox Letters */
        get: operations["templates_mailbox_letters"];
        put?: never;
        post?: never;
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
    "/v1/connections/{connection}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["templates_find"];
        put?: never;
        /** Add */
        post: operations["templates_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change */
        put: operations["templates_change"];
        post?: never;
        /** Remove */
        delete: operations["templates_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/templates/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fields */
        get: operations["templates_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Preview */
        post: operations["templates_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/templates/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose */
        post: operations["templates_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{connection}/templates/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trial */
        post: operations["templates_trial"];
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
    "/v1/letters/{letter}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["letters_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/letters/{letter}/fill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fill */
        post: operations["letters_fill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/letters/{letter}/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass Over */
        post: operations["letters_pass_over"];
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
         * AttachmentAnswer
         * @description Something attached; `size` in bytes as it was sent.
         */
        AttachmentAnswer: {
            /** Name */
            name: string;
            /** Size */
            size: number;
        };
        /**
         * By
         * @description Who linked a good.
         * @enum {string}
         */
        By: "hand" | "auto";
        /**
         * Candidate
         * @description A product, or its variant, that a good may be; `score` from 0 to 1.
         */
        Candidate: {
            /** Article */
            article: string | null;
            /** Name */
            name: string;
            /** Product */
            product: string;
            /** Score */
            score: number;
            /** Variant */
            variant: string | null;
        };
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
         * ChangedTemplate
         * @description A template in place of its `version`.
         */
        ChangedTemplate: {
            /** Name */
            name: string;
            /** Text */
            text: string;
            /** Version */
            version: number;
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
         * DeliveryFields
         * @description How and where to.
         */
        DeliveryFields: {
            /** Address */
            address?: string | null;
            /** Method */
            method?: string | null;
            /** Price */
            price?: string | null;
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
         * FieldAnswer
         * @description A field that a template may mark; `in_items`: inside of the line of an item alone.
         */
        FieldAnswer: {
            /** Field */
            field: string;
            /** In Items */
            in_items: boolean;
            /** Placeholder */
            placeholder: string;
            /** Required */
            required: boolean;
            /** Title */
            title: string;
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
         * FillAnswer
         * @description The form of an order or of a request, filled in as far as the letter tells.
         */
        FillAnswer: {
            lead?: components["schemas"]["HandLead"] | null;
            order?: components["schemas"]["OrderDraft"] | null;
        };
        /**
         * Filled
         * @description One of both.
         */
        Filled: {
            lead?: components["schemas"]["HandLead"] | null;
            order?: components["schemas"]["HandOrder"] | null;
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
         * FoundCustomer
         * @description Who ordered.
         */
        FoundCustomer: {
            /** Email */
            email: string | null;
            /** Name */
            name: string | null;
            /** Phone */
            phone: string | null;
        };
        /**
         * FoundDelivery
         * @description How and where to.
         */
        FoundDelivery: {
            /** Address */
            address: string | null;
            /** Method */
            method: string | null;
            /** Price */
            price: string | null;
        };
        /**
         * FoundItem
         * @description A line of an order that was found; money and quantity are decimal strings.
         */
        FoundItem: {
            /** Name */
            name: string;
            /** Options */
            options: string[];
            /** Price */
            price: string | null;
            /** Qty */
            qty: string;
            /** Sku */
            sku: string | null;
            /** Sum */
            sum: string | null;
        };
        /**
         * FoundLead
         * @description A request that was found. `missing`: contact.
         */
        FoundLead: {
            /** Email */
            email: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "lead";
            /**
             * Missing
             * @default []
             */
            missing: string[];
            /** Name */
            name: string | null;
            /** Page */
            page: string | null;
            /** Phone */
            phone: string | null;
            /** Text */
            text: string | null;
        };
        /**
         * FoundOrder
         * @description An order that was found. `missing`: number, items; `warnings` are keys of texts.
         */
        FoundOrder: {
            /** Comment */
            comment: string | null;
            /** Currency */
            currency: string | null;
            customer: components["schemas"]["FoundCustomer"];
            /** Date */
            date: string | null;
            delivery: components["schemas"]["FoundDelivery"];
            /** Discount */
            discount: string | null;
            /** Items */
            items: components["schemas"]["FoundItem"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "order";
            /**
             * Missing
             * @default []
             */
            missing: string[];
            /** Number */
            number: string | null;
            /** Payment */
            payment: string | null;
            /** Total */
            total: string | null;
            /** Warnings */
            warnings: string[];
        };
        /**
         * FoundStatus
         * @description The letter tells that the status of an order changed.
         */
        FoundStatus: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "status";
            /** Number */
            number: string | null;
        };
        /**
         * HandItem
         * @description A line of an order.
         */
        HandItem: {
            /** Name */
            name: string;
            /**
             * Options
             * @default []
             */
            options: string[];
            /** Price */
            price: string;
            /**
             * Qty
             * @default 1
             */
            qty: string;
            /** Sku */
            sku?: string | null;
        };
        /**
         * HandLead
         * @description A request; somebody must be there to be answered, by `phone` or by `email`.
         */
        HandLead: {
            /** Email */
            email?: string | null;
            /** Name */
            name?: string | null;
            /** Page */
            page?: string | null;
            /** Phone */
            phone?: string | null;
            /** Text */
            text?: string | null;
        };
        /**
         * HandOrder
         * @description An order as a person enters it; without a `date` it is of the day of its letter.
         */
        HandOrder: {
            /** Comment */
            comment?: string | null;
            /** Currency */
            currency?: string | null;
            /** @default {} */
            customer: components["schemas"]["PersonFields"];
            /** Date */
            date?: string | null;
            /** @default {} */
            delivery: components["schemas"]["DeliveryFields"];
            /** Discount */
            discount?: string | null;
            /** Items */
            items: components["schemas"]["HandItem"][];
            /** Number */
            number: string;
            /** Payment */
            payment?: string | null;
        };
        /**
         * Health
         * @description State of a connection as its service knows it.
         * @enum {string}
         */
        Health: "ok" | "retrying" | "needs_attention" | "deleted";
        /**
         * ItemDraft
         * @description A line of an order as far as it is known; `options` as the letter prints them.
         */
        ItemDraft: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Options
             * @default []
             */
            options: string[];
            /** Price */
            price?: string | null;
            /**
             * Qty
             * @default 1
             */
            qty: string;
            /** Sku */
            sku?: string | null;
        };
        /** Items[Candidate] */
        Items_Candidate_: {
            /** Items */
            items: components["schemas"]["Candidate"][];
        };
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
        /** Items[FieldAnswer] */
        Items_FieldAnswer_: {
            /** Items */
            items: components["schemas"]["FieldAnswer"][];
        };
        /** Items[MailboxLetterAnswer] */
        Items_MailboxLetterAnswer_: {
            /** Items */
            items: components["schemas"]["MailboxLetterAnswer"][];
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
        /** Items[TemplateAnswer] */
        Items_TemplateAnswer_: {
            /** Items */
            items: components["schemas"]["TemplateAnswer"][];
        };
        /** Items[TrialAnswer] */
        Items_TrialAnswer_: {
            /** Items */
            items: components["schemas"]["TrialAnswer"][];
        };
        /**
         * LetterAnswer
         * @description A kept letter; `why` it is not read. `run` was the last to read it, `gave` is the number of its order or the id
         *     of its request.
         */
        LetterAnswer: {
            /** Gave */
            gave: string | null;
            /** Id */
            id: string;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Run */
            run: string;
            /** Sender */
            sender: string;
            /** Size */
            size: number;
            state: components["schemas"]["LetterState"];
            /** Subject */
            subject: string;
            why: components["schemas"]["Cause"] | null;
        };
        /**
         * LettersAnswer
         * @description A page of letters in one state, and how many there are in all.
         */
        LettersAnswer: {
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["LetterAnswer"][];
            /** Next */
            next?: string | null;
        };
        /**
         * LetterState
         * @description What became of a letter: an order or request was made of it; it waits for a person (`unread`) or for the next run
         *     (`waiting`); it holds none (`passed`: about a status, or a person said so).
         * @enum {string}
         */
        LetterState: "read" | "unread" | "waiting" | "passed";
        /**
         * LetterView
         * @description A letter with its content: `html` can do nothing and loads nothing, `found` is what it gives now.
         *
         *     Without content when the letter is not kept.
         */
        LetterView: {
            /** Attachments */
            attachments: components["schemas"]["AttachmentAnswer"][];
            /** Connection */
            connection: string;
            fill: components["schemas"]["FillAnswer"];
            /** Found */
            found: (components["schemas"]["FoundOrder"] | components["schemas"]["FoundLead"] | components["schemas"]["FoundStatus"]) | null;
            /** Gave */
            gave: string | null;
            /** Html */
            html: string | null;
            /** Id */
            id: string;
            /** Lines */
            lines: string[];
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Run */
            run: string;
            /** Sender */
            sender: string;
            /** Size */
            size: number;
            state: components["schemas"]["LetterState"];
            /** Subject */
            subject: string;
            why: components["schemas"]["Cause"] | null;
        };
        /**
         * Link
         * @description The shop's id of a product («Ид» as it stands) and the product, or its variant, that it means.
         */
        Link: {
            /** Outside Id */
            outside_id: string;
            /** Product */
            product: string;
            /** Variant */
            variant?: string | null;
        };
        /**
         * MailboxLetterAnswer
         * @description A letter of the mailbox; `size` in bytes.
         */
        MailboxLetterAnswer: {
            /** Received At */
            received_at: string | null;
            /** Sender */
            sender: string;
            /** Size */
            size: number;
            /** Subject */
            subject: string;
            /** Uid */
            uid: number;
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
        /**
         * NewTemplate
         * @description A template to be stored.
         */
        NewTemplate: {
            /** Name */
            name: string;
            /** Text */
            text: string;
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
         * OrderDraft
         * @description An order as far as it is known. `discount` is taken off the lines; `currency` None = that of the connection.
         */
        OrderDraft: {
            /** Comment */
            comment?: string | null;
            /** Currency */
            currency?: string | null;
            /** @default {} */
            customer: components["schemas"]["PersonFields"];
            /** Date */
            date?: string | null;
            /** @default {} */
            delivery: components["schemas"]["DeliveryFields"];
            /** Discount */
            discount?: string | null;
            /**
             * Items
             * @default []
             */
            items: components["schemas"]["ItemDraft"][];
            /** Number */
            number?: string | null;
            /** Payment */
            payment?: string | null;
        };
        /**
         * OurProduct
         * @description A product of ours; without a name when it is not known any more.
         */
        OurProduct: {
            /** Article */
            article: string | null;
            /** Name */
            name: string | null;
            /** Ref */
            ref: string;
        };
        /**
         * OutcomeAnswer
         * @description A field of a template: its value and the letter's line, or why there is none.
         *
         *     `template_line` (from 1) is the line that was not found, `title` the field in Russian.
         */
        OutcomeAnswer: {
            /** Field */
            field: string;
            /** Line */
            line: string | null;
            /** Required */
            required: boolean;
            /** Template Line */
            template_line: number | null;
            /** Title */
            title: string;
            /** Value */
            value: string | null;
            why: components["schemas"]["Cause"] | null;
        };
        /**
         * Outside
         * @description The shop's id of a product.
         */
        Outside: {
            /** Outside Id */
            outside_id: string;
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
        /** Page[OurProduct] */
        Page_OurProduct_: {
            /** Items */
            items: components["schemas"]["OurProduct"][];
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
        /** Page[ShopGood] */
        Page_ShopGood_: {
            /** Items */
            items: components["schemas"]["ShopGood"][];
            /** Next */
            next?: string | null;
        };
        /**
         * PersonFields
         * @description Who ordered.
         */
        PersonFields: {
            /** Email */
            email?: string | null;
            /** Name */
            name?: string | null;
            /** Phone */
            phone?: string | null;
        };
        /**
         * PreviewAnswer
         * @description A template on a letter: `lines` are the letter's text, the subject first; `found` is what it would give.
         *
         *     `ok`: it could become an order or request.
         */
        PreviewAnswer: {
            /** Fields */
            fields: components["schemas"]["OutcomeAnswer"][];
            /** Found */
            found: components["schemas"]["FoundOrder"] | components["schemas"]["FoundLead"] | components["schemas"]["FoundStatus"];
            /** Lines */
            lines: string[];
            /** Ok */
            ok: boolean;
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
         * ProposalAnswer
         * @description A template made of a letter, and what it gives for it; `missing` names the fields (Russian) to be marked yet.
         *
         *     `lines` are the letter's text, the subject first: what fields are marked in.
         */
        ProposalAnswer: {
            /** Lines */
            lines: string[];
            /** Missing */
            missing: string[];
            preview: components["schemas"]["PreviewAnswer"] | null;
            /** Text */
            text: string;
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
         * ShopGood
         * @description A good of the shop as it was met, and what it is linked to, `by` whom; none of these three without a link.
         *
         *     `unlinked` tells why it is not linked by itself any more.
         */
        ShopGood: {
            /** Article */
            article: string | null;
            /** Barcode */
            barcode: string | null;
            by: components["schemas"]["By"] | null;
            /** Name */
            name: string | null;
            /** Outside Id */
            outside_id: string;
            product: components["schemas"]["OurProduct"] | null;
            /** Seen At */
            seen_at: string | null;
            unlinked: components["schemas"]["Unlinked"] | null;
            /** Variant */
            variant: string | null;
        };
        /**
         * Side
         * @description Whose goods: ours, or those of the shop.
         * @enum {string}
         */
        Side: "platform" | "shop";
        /**
         * Source
         * @description One letter: the id of a kept one, the UID of one in the mailbox, a file in base64, or pasted text.
         */
        Source: {
            /** Eml */
            eml?: string | null;
            /** Letter */
            letter?: string | null;
            /** Text */
            text?: string | null;
            /** Uid */
            uid?: number | null;
        };
        /**
         * State
         * @description States in the order in which they hide each other.
         * @enum {string}
         */
        State: "paused" | "needs_attention" | "running" | "retrying" | "late" | "ok";
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
         * TemplateAnswer
         * @description An own template; `version` counts from 1.
         */
        TemplateAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Text */
            text: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Updated By */
            updated_by: string;
            /** Version */
            version: number;
        };
        /**
         * ToPreview
         * @description A template, and the letter to lay it over.
         */
        ToPreview: {
            source: components["schemas"]["Source"];
            /** Text */
            text: string;
        };
        /**
         * ToPropose
         * @description The letter that a template is to be made of.
         */
        ToPropose: {
            source: components["schemas"]["Source"];
        };
        /**
         * ToReadAgain
         * @description Letters to be read again; null = all that are unread.
         */
        ToReadAgain: {
            /** Letters */
            letters: string[] | null;
        };
        /**
         * ToTry
         * @description A template for the last `count` letters.
         */
        ToTry: {
            /**
             * Count
             * @default 20
             */
            count: number;
            /** Text */
            text: string;
        };
        /**
         * TrialAnswer
         * @description A template on one of the last letters: `filled` fields have a value, `missing` are required (Russian).
         *
         *     `why`: the letter cannot be read at all.
         */
        TrialAnswer: {
            /** Date */
            date: string | null;
            /** Filled */
            filled: number;
            /** Found */
            found: (components["schemas"]["FoundOrder"] | components["schemas"]["FoundLead"] | components["schemas"]["FoundStatus"]) | null;
            /** Missing */
            missing: string[];
            /** Ok */
            ok: boolean;
            /** Sender */
            sender: string;
            /** Subject */
            subject: string;
            why: components["schemas"]["Cause"] | null;
        };
        /**
         * Unlinked
         * @description Why a good is kept from being linked by itself: a person unlinked it, or the shop does not have it any more.
         * @enum {string}
         */
        Unlinked: "hand" | "deleted";
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
    goods_links_find: {
        parameters: {
            query?: {
                by?: components["schemas"]["By"] | null;
                cursor?: string;
                limit?: number;
                q?: string;
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
                    "application/json": components["schemas"]["Page_ShopGood_"];
                };
            };
        };
    };
    goods_links_remember: {
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
                "application/json": components["schemas"]["Link"];
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
                    "application/json": components["schemas"]["Link"];
                };
            };
        };
    };
    goods_links_candidates: {
        parameters: {
            query: {
                outside_id: string;
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
                    "application/json": components["schemas"]["Items_Candidate_"];
                };
            };
        };
    };
    goods_links_unlink: {
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
                "application/json": components["schemas"]["Outside"];
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    goods_links_release: {
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
                "application/json": components["schemas"]["Outside"];
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    goods_links_unlinked: {
        parameters: {
            query: {
                cursor?: string;
                limit?: number;
                q?: string;
                side: components["schemas"]["Side"];
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
                    "application/json": components["schemas"]["Page_ShopGood_"] | components["schemas"]["Page_OurProduct_"];
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
    letters_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: components["schemas"]["LetterState"];
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
                    "application/json": components["schemas"]["LettersAnswer"];
                };
            };
        };
    };
    letters_read_again: {
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
                "application/json": components["schemas"]["ToReadAgain"];
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
    templates_mailbox_letters: {
        parameters: {
            query?: {
                count?: number;
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
                    "application/json": components["schemas"]["Items_MailboxLetterAnswer_"];
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
    templates_find: {
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
                    "application/json": components["schemas"]["Items_TemplateAnswer_"];
                };
            };
        };
    };
    templates_add: {
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
                "application/json": components["schemas"]["NewTemplate"];
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
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
        };
    };
    templates_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedTemplate"];
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
                    "application/json": components["schemas"]["TemplateAnswer"];
                };
            };
        };
    };
    templates_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection: string;
                template: string;
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
    templates_fields: {
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
                    "application/json": components["schemas"]["Items_FieldAnswer_"];
                };
            };
        };
    };
    templates_preview: {
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
                "application/json": components["schemas"]["ToPreview"];
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
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
        };
    };
    templates_propose: {
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
                "application/json": components["schemas"]["ToPropose"];
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
                    "application/json": components["schemas"]["ProposalAnswer"];
                };
            };
        };
    };
    templates_trial: {
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
                "application/json": components["schemas"]["ToTry"];
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
                    "application/json": components["schemas"]["Items_TrialAnswer_"];
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
    letters_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter: string;
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
                    "application/json": components["schemas"]["LetterView"];
                };
            };
        };
    };
    letters_fill: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Filled"];
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
    letters_pass_over: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter: string;
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
