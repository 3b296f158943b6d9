/* Generated from openapi/catalog.json by `npm run api`. */
export interface paths {
    "/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Categories */
        get: operations["market_categories"];
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
    "/v1/logos/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Logo
         * @description Open to all, for a picture in a page comes without a token; the name changes with the picture.
         */
        get: operations["market_logo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own-widgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every
         * @description As they were filled in.
         */
        get: operations["own_widgets_every"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest */
        get: operations["requests_newest"];
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
    "/v1/widgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Widgets */
        get: operations["market_widgets"];
        put?: never;
        /** Add */
        post: operations["own_widgets_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/widgets/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Window */
        get: operations["market_window"];
        /** Replace */
        put: operations["own_widgets_replace"];
        post?: never;
        /** Remove */
        delete: operations["own_widgets_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/widgets/{slug}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask
         * @description A repeated `Idempotency-Key` gives the request that was made first.
         */
        post: operations["requests_ask"];
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
         * Anchor
         * @description A link to a category: how many widgets the filters and the search leave in it.
         */
        Anchor: {
            category: components["schemas"]["Category"];
            /** Count */
            count: number;
            /** Title */
            title: string;
        };
        /**
         * ButtonView
         * @description A button: what it does and its text.
         */
        ButtonView: {
            /**
             * Action
             * @enum {string}
             */
            action: "connect" | "settings" | "request" | "guide";
            /** Title */
            title: string;
        };
        /**
         * Category
         * @description The ten categories of the marketplace, in the order of the guide.
         * @enum {string}
         */
        Category: "shops" | "delivery" | "accounting" | "banks" | "telephony" | "analytics" | "loyalty" | "mailings" | "other" | "applications";
        /**
         * CategoryName
         * @description A category with its name in the guide.
         */
        CategoryName: {
            category: components["schemas"]["Category"];
            /** Title */
            title: string;
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
         * ConnectionView
         * @description A connection in the information window.
         */
        ConnectionView: {
            cause: components["schemas"]["Cause"] | null;
            /** Enabled */
            enabled: boolean;
            health: components["schemas"]["Health"];
            /** Id */
            id: string;
            /** Name */
            name: string;
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
         * Group
         * @description A category and what stands under it.
         */
        Group: {
            category: components["schemas"]["Category"];
            /** Title */
            title: string;
            /** Widgets */
            widgets: components["schemas"]["Tile"][];
        };
        /**
         * Health
         * @description State of a connection as its service knows it.
         * @enum {string}
         */
        Health: "ok" | "retrying" | "needs_attention" | "deleted";
        /** Items[CategoryName] */
        Items_CategoryName_: {
            /** Items */
            items: components["schemas"]["CategoryName"][];
        };
        /** Items[FailureGroup] */
        Items_FailureGroup_: {
            /** Items */
            items: components["schemas"]["FailureGroup"][];
        };
        /** Items[Manifest] */
        Items_Manifest_: {
            /** Items */
            items: components["schemas"]["Manifest"][];
        };
        /** Items[SystemSwitch] */
        Items_SystemSwitch_: {
            /** Items */
            items: components["schemas"]["SystemSwitch"][];
        };
        /**
         * Manifest
         * @description One widget. Texts are Russian; `price_text` None = «Бесплатно»; `logo` is an SVG document of ours.
         *
         *     `kind` is a WidgetKind, `capabilities` are Capability words; both sets may grow.
         */
        Manifest: {
            /**
             * Capabilities
             * @default []
             */
            capabilities: string[];
            /** Categories */
            categories: components["schemas"]["Category"][];
            /** Description */
            description: string;
            /** Developer */
            developer: string;
            /** Guide */
            guide?: string | null;
            /** Kind */
            kind: string;
            /** Logo */
            logo?: string | null;
            /**
             * Multiple
             * @default true
             */
            multiple: boolean;
            /**
             * Options
             * @default []
             */
            options: components["schemas"]["OptionsText"][];
            /** Price Text */
            price_text?: string | null;
            /** Site */
            site?: string | null;
            /** Slug */
            slug: string;
            /** Title */
            title: string;
        };
        /**
         * MarketPage
         * @description The list: `total` counts each widget once, `anchors` name all ten categories, `groups` those with widgets.
         */
        MarketPage: {
            /** Anchors */
            anchors: components["schemas"]["Anchor"][];
            /** Groups */
            groups: components["schemas"]["Group"][];
            /** Total */
            total: number;
        };
        /**
         * NewWidget
         * @description A widget to be made.
         */
        NewWidget: {
            /** Categories */
            categories: components["schemas"]["Category"][];
            /** Description */
            description: string;
            /** Developer */
            developer: string;
            /** Guide */
            guide?: string | null;
            /** @default application */
            kind: components["schemas"]["WidgetKind"];
            /** Logo */
            logo?: string | null;
            /**
             * Options
             * @default []
             */
            options: components["schemas"]["OptionsInput"][];
            /** Price Text */
            price_text?: string | null;
            /** Site */
            site?: string | null;
            /** Slug */
            slug: string;
            /** Title */
            title: string;
        };
        /**
         * OptionsInput
         * @description A heading and the list under it.
         */
        OptionsInput: {
            /** Items */
            items: string[];
            /** Title */
            title: string;
        };
        /**
         * OptionsText
         * @description A heading of the information window and the list under it.
         */
        OptionsText: {
            /** Items */
            items: string[];
            /** Title */
            title: string;
        };
        /**
         * OptionsView
         * @description A heading and the list under it.
         */
        OptionsView: {
            /** Items */
            items: string[];
            /** Title */
            title: string;
        };
        /** Page[FailedMessage] */
        Page_FailedMessage_: {
            /** Items */
            items: components["schemas"]["FailedMessage"][];
            /** Next */
            next?: string | null;
        };
        /** Page[RequestView] */
        Page_RequestView_: {
            /** Items */
            items: components["schemas"]["RequestView"][];
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
         * RequestInput
         * @description The form: a name, and a phone or an e-mail.
         */
        RequestInput: {
            /**
             * Comment
             * @default
             */
            comment: string;
            /**
             * Email
             * @default
             */
            email: string;
            /** Name */
            name: string;
            /**
             * Phone
             * @default
             */
            phone: string;
        };
        /**
         * RequestView
         * @description A request as its account sees it.
         */
        RequestView: {
            /** Comment */
            comment: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Email */
            email: string | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Phone */
            phone: string | null;
            /** Title */
            title: string;
            /** Widget */
            widget: string;
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
         * Tile
         * @description A widget in the list. `connected` is None where there is nothing to connect; `kind` None when it has no name.
         */
        Tile: {
            /** Connected */
            connected: boolean | null;
            /** Connections */
            connections: number;
            /** Free */
            free: boolean;
            /** Kind */
            kind: string | null;
            /** Logo */
            logo: string | null;
            /** Price */
            price: string;
            /** Slug */
            slug: string;
            /** Title */
            title: string;
        };
        /**
         * WidgetInput
         * @description What the operator fills in. `logo` is an SVG document or `data:image/png;base64,…`; `guide` names a guide.
         */
        WidgetInput: {
            /** Categories */
            categories: components["schemas"]["Category"][];
            /** Description */
            description: string;
            /** Developer */
            developer: string;
            /** Guide */
            guide?: string | null;
            /** @default application */
            kind: components["schemas"]["WidgetKind"];
            /** Logo */
            logo?: string | null;
            /**
             * Options
             * @default []
             */
            options: components["schemas"]["OptionsInput"][];
            /** Price Text */
            price_text?: string | null;
            /** Site */
            site?: string | null;
            /** Title */
            title: string;
        };
        /**
         * WidgetKind
         * @description How the integration works («по API», by files, by mail, an application of a partner).
         * @enum {string}
         */
        WidgetKind: "api" | "files" | "exchange" | "mail" | "application";
        /**
         * Window
         * @description The information window. `service` owns form and connections; None: there is only «Заявка на подключение».
         */
        Window: {
            /** Buttons */
            buttons: components["schemas"]["ButtonView"][];
            /** Capabilities */
            capabilities: string[];
            /** Categories */
            categories: components["schemas"]["CategoryName"][];
            /** Connected */
            connected: boolean | null;
            /** Connection List */
            connection_list: components["schemas"]["ConnectionView"][];
            /** Connections */
            connections: number;
            /** Description */
            description: string;
            /** Developer */
            developer: string;
            /** Free */
            free: boolean;
            /** Guide */
            guide: string | null;
            /** Kind */
            kind: string | null;
            /** Logo */
            logo: string | null;
            /** Multiple */
            multiple: boolean;
            /** Options */
            options: components["schemas"]["OptionsView"][];
            /** Price */
            price: string;
            /** Service */
            service: string | null;
            /** Site */
            site: string | null;
            /** Slug */
            slug: string;
            /** Title */
            title: string;
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
    market_categories: {
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
                    "application/json": components["schemas"]["Items_CategoryName_"];
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
    market_logo: {
        parameters: {
            query?: never;
            header?: {
                "if-none-match"?: string | null;
            };
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
                content?: never;
            };
        };
    };
    own_widgets_every: {
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
                    "application/json": components["schemas"]["Items_Manifest_"];
                };
            };
        };
    };
    requests_newest: {
        parameters: {
            query?: {
                cursor?: string | null;
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
                    "application/json": components["schemas"]["Page_RequestView_"];
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
    market_widgets: {
        parameters: {
            query?: {
                category?: ("shops" | "delivery" | "accounting" | "banks" | "telephony" | "analytics" | "loyalty" | "mailings" | "other" | "applications")[];
                filter?: "all" | "free" | "paid" | "connected";
                q?: string;
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
                    "application/json": components["schemas"]["MarketPage"];
                };
            };
        };
    };
    own_widgets_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWidget"];
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
                    "application/json": components["schemas"]["Manifest"];
                };
            };
        };
    };
    market_window: {
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
                    "application/json": components["schemas"]["Window"];
                };
            };
        };
    };
    own_widgets_replace: {
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
                "application/json": components["schemas"]["WidgetInput"];
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
                    "application/json": components["schemas"]["Manifest"];
                };
            };
        };
    };
    own_widgets_remove: {
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    requests_ask: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestInput"];
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
                    "application/json": components["schemas"]["RequestView"];
                };
            };
        };
    };
}
