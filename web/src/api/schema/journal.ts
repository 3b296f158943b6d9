/* Generated from openapi/journal.json by `npm run api`. */
export interface paths {
    "/v1/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What Waits */
        get: operations["attention_what_waits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Known
         * @description By integration and name, deleted ones left out; a service that is away is no reason to leave any out.
         */
        get: operations["connections_known"];
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
    "/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live
         * @description `run.progress`, `run.finished`, `connection.changed`, `attention.changed` {count}; `resync` = read it anew.
         *
         *     An event may come twice after a resume: its id is the same then. `run.progress` is not repeated.
         */
        get: operations["live_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{ref}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Timeline */
        get: operations["orders_timeline"];
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
        /** Page */
        get: operations["runs_page"];
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
        /**
         * One
         * @description Which service it belongs to, above all.
         */
        get: operations["runs_one"];
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
    "/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Money Of The Day */
        get: operations["attention_money_of_the_day"];
        put?: never;
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
         * AttentionItem
         * @description One thing to do: `count` things wait since `since`, with `money` by currency.
         */
        AttentionItem: {
            cause: components["schemas"]["Cause"];
            /** Connection Name */
            connection_name: string | null;
            /** Count */
            count: number;
            /** Integration */
            integration: string | null;
            /** Integration Title */
            integration_title: string | null;
            kind: components["schemas"]["ItemKind"];
            links: components["schemas"]["Links"];
            /** Money */
            money: components["schemas"]["MoneySum"][];
            /** Since */
            since: string;
        };
        /**
         * AttentionList
         * @description The worst first; `count` is the number in the menu.
         */
        AttentionList: {
            /** Count */
            count: number;
            /** Items */
            items: components["schemas"]["AttentionItem"][];
        };
        /**
         * By
         * @description What an order is looked up by: ref in the platform, id in its service, a number, the shop's id.
         * @enum {string}
         */
        By: "ref" | "id" | "number" | "outside_id";
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
         * Day
         * @description The day of the account in a time zone.
         */
        Day: {
            /**
             * Date
             * Format: date
             */
            date: string;
            /** Integrations */
            integrations: components["schemas"]["IntegrationDay"][];
            loaded: components["schemas"]["Sum"];
            /** Runs */
            runs: {
                [key: string]: number;
            };
            /** Since */
            since: string;
            /** Timezone */
            timezone: string;
            /** Until */
            until: string;
            waiting: components["schemas"]["Sum"];
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
         * Health
         * @description State of a connection as its service knows it.
         * @enum {string}
         */
        Health: "ok" | "retrying" | "needs_attention" | "deleted";
        /**
         * IntegrationDay
         * @description The day of one integration; None = of connections that are not known.
         */
        IntegrationDay: {
            /** Integration */
            integration: string | null;
            loaded: components["schemas"]["Sum"];
            /** Runs */
            runs: {
                [key: string]: number;
            };
            /** Title */
            title: string | null;
            waiting: components["schemas"]["Sum"];
        };
        /**
         * ItemKind
         * @description What needs attention; the worst first.
         * @enum {string}
         */
        ItemKind: "connection_needs_attention" | "orders_refused" | "orders_unanswered" | "run_failed" | "run_partial" | "connection_retrying";
        /** Items[FailureGroup] */
        Items_FailureGroup_: {
            /** Items */
            items: components["schemas"]["FailureGroup"][];
        };
        /** Items[KnownConnection] */
        Items_KnownConnection_: {
            /** Items */
            items: components["schemas"]["KnownConnection"][];
        };
        /** Items[SystemSwitch] */
        Items_SystemSwitch_: {
            /** Items */
            items: components["schemas"]["SystemSwitch"][];
        };
        /**
         * KnownConnection
         * @description A connection as it was heard of last; `service` tells the rest at `/api/{service}/v1/connections/{id}`.
         *
         *     `since` is when it got its health, `cause` why that is not ok.
         */
        KnownConnection: {
            cause: components["schemas"]["Cause"] | null;
            /** Enabled */
            enabled: boolean;
            health: components["schemas"]["Health"];
            /** Id */
            id: string;
            /** Integration */
            integration: string;
            /** Integration Title */
            integration_title: string | null;
            /** Name */
            name: string;
            /** Service */
            service: string;
            /** Since */
            since: string;
        };
        /**
         * Links
         * @description Where to look; `order` is for `/v1/orders/{order}/timeline?by=id`, `run` brought the oldest of the orders.
         */
        Links: {
            /** Connection */
            connection: string;
            /** Order */
            order: string | null;
            /** Run */
            run: string | null;
            /** Service */
            service: string;
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
         * Need
         * @description Why an order needs a person: the platform refused it, or says nothing.
         * @enum {string}
         */
        Need: "refused" | "unanswered";
        /**
         * Order
         * @description The order of a life line; `need` tells why it waits for a person.
         */
        Order: {
            /** Connection */
            connection: string | null;
            /** Connection Name */
            connection_name: string | null;
            /** Currency */
            currency: string | null;
            /** Id */
            id: string | null;
            /** Integration */
            integration: string | null;
            /** Integration Title */
            integration_title: string | null;
            need: components["schemas"]["Need"] | null;
            /** Number */
            number: string | null;
            /** Outside Id */
            outside_id: string | null;
            /** Platform Number */
            platform_number: string | null;
            /** Ref */
            ref: string | null;
            /** Service */
            service: string | null;
            /** Total */
            total: string | null;
        };
        /**
         * OrderNames
         * @description An order by all its names: `id` in `service`, `ref` and `platform_number` in the platform, the others outside.
         */
        OrderNames: {
            /** Connection */
            connection: string | null;
            /** Id */
            id: string | null;
            /** Number */
            number: string | null;
            /** Outside Id */
            outside_id: string | null;
            /** Platform Number */
            platform_number: string | null;
            /** Ref */
            ref: string | null;
            /** Service */
            service: string | null;
        };
        /** Page[FailedMessage] */
        Page_FailedMessage_: {
            /** Items */
            items: components["schemas"]["FailedMessage"][];
            /** Next */
            next?: string | null;
        };
        /** Page[Run] */
        Page_Run_: {
            /** Items */
            items: components["schemas"]["Run"][];
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
         * Run
         * @description A finished run of any service; `service` has its report at `/api/{service}/v1/runs/{id}`.
         */
        Run: {
            /** Attempt Of */
            attempt_of: string | null;
            cause: components["schemas"]["Cause"] | null;
            /** Connection */
            connection: string;
            /** Connection Name */
            connection_name: string | null;
            counts: components["schemas"]["CountsAnswer"];
            /** Dry Run */
            dry_run: boolean;
            /** Error */
            error: string | null;
            /** Finished At */
            finished_at: string;
            /** Id */
            id: string;
            /** Integration */
            integration: string;
            /** Integration Title */
            integration_title: string | null;
            /** Kind */
            kind: string;
            /** Money */
            money: components["schemas"]["MoneySum"][];
            /** Seconds */
            seconds: number;
            /** Service */
            service: string;
            /** Started At */
            started_at: string;
            status: components["schemas"]["RunStatus"];
            /** Trigger */
            trigger: string;
        };
        /**
         * RunStatus
         * @description State of a run; the last four are final.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "success" | "partial" | "failed" | "cancelled";
        /**
         * Step
         * @description What happened, for a person in `what`, for a program in `kind` and `data`.
         */
        Step: {
            /** Connection */
            connection: string | null;
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Event */
            event: string;
            /** Kind */
            kind: string;
            /** Run */
            run: string | null;
            /** Service */
            service: string;
            /** Time */
            time: string;
            /** What */
            what: string;
        };
        /**
         * Sum
         * @description A number of orders and their money by currency.
         */
        Sum: {
            /** Count */
            count: number;
            /** Money */
            money: components["schemas"]["MoneySum"][];
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
         * Timeline
         * @description The life line, oldest step first; `others` have the same number.
         */
        Timeline: {
            order: components["schemas"]["Order"];
            /** Others */
            others: components["schemas"]["OrderNames"][];
            /** Steps */
            steps: components["schemas"]["Step"][];
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
    attention_what_waits: {
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
                    "application/json": components["schemas"]["AttentionList"];
                };
            };
        };
    };
    connections_known: {
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
                    "application/json": components["schemas"]["Items_KnownConnection_"];
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
    live_live: {
        parameters: {
            query?: {
                last_event_id?: string | null;
            };
            header?: {
                "Last-Event-ID"?: string | null;
            };
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
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    orders_timeline: {
        parameters: {
            query?: {
                by?: components["schemas"]["By"];
            };
            header?: never;
            path: {
                ref: string;
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
                    "application/json": components["schemas"]["Timeline"];
                };
            };
        };
    };
    runs_page: {
        parameters: {
            query?: {
                connection?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description Ended at this time or later */
                from?: string | null;
                integration?: string | null;
                kind?: string | null;
                limit?: number;
                /** @description May be repeated */
                status?: components["schemas"]["RunStatus"][] | null;
                /** @description Ended before this time */
                to?: string | null;
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
                    "application/json": components["schemas"]["Page_Run_"];
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
                    "application/json": components["schemas"]["Run"];
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
    attention_money_of_the_day: {
        parameters: {
            query?: {
                /** @description IANA name of the time zone whose day it is */
                tz?: string;
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
                    "application/json": components["schemas"]["Day"];
                };
            };
        };
    };
}
