/* Generated from openapi/platform-bridge.json by `npm run api`. */
export interface paths {
    "/v1/catalogue-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Latest */
        get: operations["catalogue_latest"];
        put?: never;
        /**
         * Upload
         * @description Any number of parts with files: .xml as 1C writes them, or .zip with them and their pictures.
         */
        post: operations["catalogue_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue-imports/{identity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["catalogue_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counterparties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description Search by a part of the name, or by a whole phone or e-mail.
         */
        get: operations["counterparties_find"];
        put?: never;
        /** Add */
        post: operations["counterparties_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/counterparties/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["counterparties_one"];
        put?: never;
        post?: never;
        /** Delete */
        delete: operations["counterparties_delete"];
        options?: never;
        head?: never;
        /** Change */
        patch: operations["counterparties_change"];
        trace?: never;
    };
    "/v1/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["deals_find"];
        put?: never;
        /** Add */
        post: operations["deals_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deals/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["deals_one"];
        put?: never;
        post?: never;
        /** Delete */
        delete: operations["deals_delete"];
        options?: never;
        head?: never;
        /** Change */
        patch: operations["deals_change"];
        trace?: never;
    };
    "/v1/directories/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Directory */
        get: operations["goods_directory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directories/{kind}/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set Entry */
        put: operations["records_set_entry"];
        post?: never;
        /** Delete Entry */
        delete: operations["records_delete_entry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find
         * @description Documents of the days from `from` to `to` (Moscow), both included; `order` shows what belongs to an order.
         */
        get: operations["documents_find"];
        put?: never;
        /** Add */
        post: operations["documents_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["documents_one"];
        /** Replace */
        put: operations["documents_replace"];
        post?: never;
        /** Delete */
        delete: operations["documents_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{ref}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold */
        post: operations["documents_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{ref}/unhold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give Back */
        post: operations["documents_give_back"];
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
    "/v1/images/{account}/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download */
        get: operations["images_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jwks */
        get: operations["session_jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter */
        post: operations["session_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave */
        post: operations["session_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Me */
        get: operations["session_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/preferences/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show */
        get: operations["session_show"];
        /** Change */
        put: operations["session_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["orders_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["orders_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change */
        patch: operations["orders_change"];
        trace?: never;
    };
    "/v1/orders/{ref}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lines
         * @description What stands beside the lines of an order: reserve, stock, what is shipped.
         */
        get: operations["orders_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{ref}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments
         * @description Payments of an order, oldest first.
         */
        get: operations["orders_payments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prices */
        get: operations["goods_prices"];
        /** Set Price */
        put: operations["records_set_price"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Price */
        delete: operations["records_delete_price"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products
         * @description Search by a part of the name, an article, a code or a barcode; `group` is one with all groups under it.
         */
        get: operations["goods_products"];
        put?: never;
        /** Add Product */
        post: operations["records_add_product"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Product */
        get: operations["goods_product"];
        put?: never;
        post?: never;
        /** Delete Product */
        delete: operations["records_delete_product"];
        options?: never;
        head?: never;
        /** Change Product */
        patch: operations["records_change_product"];
        trace?: never;
    };
    "/v1/products/{ref}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add */
        post: operations["images_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{ref}/images/{image}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove */
        delete: operations["images_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew */
        post: operations["session_renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stock */
        get: operations["goods_stock"];
        /** Set Stock */
        put: operations["records_set_stock"];
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
    "/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find */
        get: operations["tickets_find"];
        put?: never;
        /** Add */
        post: operations["tickets_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One */
        get: operations["tickets_one"];
        put?: never;
        post?: never;
        /** Delete */
        delete: operations["tickets_delete"];
        options?: never;
        head?: never;
        /** Change */
        patch: operations["tickets_change"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Access
         * @description An access token and how many seconds it lives; the refresh token travels in a cookie.
         */
        Access: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /**
             * Token Type
             * @default Bearer
             */
            token_type: string;
        };
        /**
         * Allocation
         * @description Part of a payment that belongs to a document.
         */
        Allocation: {
            /** Document Ref */
            document_ref: string;
            /** Sum */
            sum: string;
        };
        /**
         * AllocationFields
         * @description Part of a payment for an order or another document.
         */
        AllocationFields: {
            /** Document Ref */
            document_ref: string;
            /** Sum */
            sum: string;
        };
        /**
         * BankAccount
         * @description Account of an organisation.
         */
        BankAccount: {
            /** Currency */
            currency?: string | null;
            /** Name */
            name: string;
            /** Ref */
            ref: string;
        };
        /** Body_add_v1_products__ref__images_post */
        Body_add_v1_products__ref__images_post: {
            /** File */
            file: string;
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
         * Contact
         * @description One contact as it was written; `note` keeps the outside name of its kind («Телефон рабочий»).
         */
        Contact: {
            kind: components["schemas"]["ContactKind"];
            /** Note */
            note?: string | null;
            /** Value */
            value: string;
        };
        /**
         * ContactFields
         * @description How somebody is reached.
         */
        ContactFields: {
            kind: components["schemas"]["ContactKind"];
            /** Note */
            note?: string | null;
            /** Value */
            value: string;
        };
        /**
         * ContactKind
         * @description How a person is reached.
         * @enum {string}
         */
        ContactKind: "phone" | "email" | "site" | "messenger" | "other";
        /**
         * ContactPerson
         * @description Employee of a counterparty.
         */
        ContactPerson: {
            /**
             * Contacts
             * @default []
             */
            contacts: components["schemas"]["Contact"][];
            /** Name */
            name: string;
            /** Position */
            position?: string | null;
            /** Ref */
            ref: string;
        };
        /**
         * CounterpartyFields
         * @description What may be set of a counterparty; `contacts` come whole.
         */
        CounterpartyFields: {
            /** Address Actual */
            address_actual?: string | null;
            /** Address Legal */
            address_legal?: string | null;
            /** Contacts */
            contacts?: components["schemas"]["ContactFields"][] | null;
            /** Full Name */
            full_name?: string | null;
            /** Inn */
            inn?: string | null;
            /** Is Customer */
            is_customer?: boolean | null;
            /** Kpp */
            kpp?: string | null;
            /** Name */
            name?: string | null;
            /** Note */
            note?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
        };
        /**
         * CounterpartyRow
         * @description A customer or supplier. `phones` are digits with the leading 7, `emails` lower case: both serve look-ups.
         */
        CounterpartyRow: {
            /** Address Actual */
            address_actual?: string | null;
            /** Address Legal */
            address_legal?: string | null;
            /** Category Ref */
            category_ref?: string | null;
            /**
             * Contacts
             * @default []
             */
            contacts: components["schemas"]["Contact"][];
            /** Debt */
            debt?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /**
             * Emails
             * @default []
             */
            emails: string[];
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /** Full Name */
            full_name?: string | null;
            /** Inn */
            inn?: string | null;
            /**
             * Is Customer
             * @default true
             */
            is_customer: boolean;
            /** Kpp */
            kpp?: string | null;
            /**
             * Name
             * @default
             */
            name: string;
            /** Note */
            note?: string | null;
            /**
             * Persons
             * @default []
             */
            persons: components["schemas"]["ContactPerson"][];
            /**
             * Phones
             * @default []
             */
            phones: string[];
            /** Ref */
            ref: string;
            /** Region Ref */
            region_ref?: string | null;
            /** Requisites */
            requisites?: {
                [key: string]: string;
            };
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Sequence */
            sequence: number;
            /** Status Ref */
            status_ref?: string | null;
            /** Updated At */
            updated_at?: string | null;
        };
        /**
         * Credentials
         * @description Who wants to log in.
         */
        Credentials: {
            /** Login */
            login: string;
            /** Password */
            password: string;
        };
        /**
         * DealFields
         * @description What may be set of a deal («Сделка»).
         */
        DealFields: {
            /** Budget */
            budget?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Currency */
            currency?: string | null;
            /** Description */
            description?: string | null;
            /** Executor Ref */
            executor_ref?: string | null;
            /** Name */
            name?: string | null;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** State */
            state?: string | null;
            /** Status Ref */
            status_ref?: string | null;
        };
        /**
         * DealList
         * @description A page of deals; `names` are those of the counterparties and directory entries they refer to, by ref.
         */
        DealList: {
            /** Items */
            items: components["schemas"]["DealRow"][];
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Next */
            next?: string | null;
        };
        /**
         * DealRow
         * @description A deal («Сделка»). One that was made of a request has its contacts, its `page` and its `origin`.
         */
        DealRow: {
            /** Author Ref */
            author_ref?: string | null;
            /** Budget */
            budget?: string | null;
            /** Contact Name */
            contact_name?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Created At */
            created_at?: string | null;
            /** Currency */
            currency?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Description */
            description?: string | null;
            /** Email */
            email?: string | null;
            /** Executor Ref */
            executor_ref?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /**
             * Name
             * @default
             */
            name: string;
            /** Organization Ref */
            organization_ref?: string | null;
            origin?: components["schemas"]["LeadOrigin"] | null;
            /** Page */
            page?: string | null;
            /** Phone */
            phone?: string | null;
            /** Ref */
            ref: string;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Sequence */
            sequence: number;
            /** State */
            state?: string | null;
            /** Status Ref */
            status_ref?: string | null;
            /** Updated At */
            updated_at?: string | null;
        };
        /**
         * DirectoryKind
         * @description Which directory a row belongs to; more may come.
         * @enum {string}
         */
        DirectoryKind: "organization" | "employee" | "store" | "price_type" | "currency" | "vat_rate" | "delivery_method" | "order_status" | "lead_status" | "product_group";
        /**
         * DirectoryRow
         * @description One entry. Fields below `archived` belong to the kinds named in their comments.
         */
        DirectoryRow: {
            /**
             * Accounts
             * @default []
             */
            accounts: components["schemas"]["BankAccount"][];
            /** Address */
            address?: string | null;
            /**
             * Archived
             * @default false
             */
            archived: boolean;
            /** Currency */
            currency?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Email */
            email?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /**
             * Final
             * @default false
             */
            final: boolean;
            /** Group */
            group?: string | null;
            /** Inn */
            inn?: string | null;
            /** Internal Phone */
            internal_phone?: string | null;
            /** Kind */
            kind: string;
            /** Kpp */
            kpp?: string | null;
            /**
             * Name
             * @default
             */
            name: string;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Parent Ref */
            parent_ref?: string | null;
            /**
             * Purchase
             * @default false
             */
            purchase: boolean;
            /** Rate */
            rate?: string | null;
            /** Ref */
            ref: string;
            /** Sequence */
            sequence: number;
            /**
             * Sort
             * @default 0
             */
            sort: number;
            /** Taxation */
            taxation?: string | null;
            /**
             * Transitions
             * @default []
             */
            transitions: string[];
            /** Updated At */
            updated_at?: string | null;
            /** Vat Accounting */
            vat_accounting?: boolean | null;
            /** Vat Ref */
            vat_ref?: string | null;
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
         * DocumentFields
         * @description Content of a document. `total` counts for money documents alone; others are summed up from their lines.
         *
         *     `based_on` is the order that gives lines, counterparty, organisation, currency and VAT mode where they are left out;
         *     a payment based on an order pays what is unpaid of it.
         */
        DocumentFields: {
            /** Account Ref */
            account_ref?: string | null;
            /**
             * Allocations
             * @default []
             */
            allocations: components["schemas"]["AllocationFields"][];
            /** Based On */
            based_on?: string | null;
            /** Comment */
            comment?: string | null;
            /** Contract Ref */
            contract_ref?: string | null;
            /** Cost Item Ref */
            cost_item_ref?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Currency */
            currency?: string | null;
            /** Date */
            date?: string | null;
            /**
             * Lines
             * @default []
             */
            lines: components["schemas"]["LineFields"][];
            /**
             * Links
             * @default []
             */
            links: string[];
            /** Number */
            number?: string | null;
            /** Operation Ref */
            operation_ref?: string | null;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Store Ref */
            store_ref?: string | null;
            /** Total */
            total?: string | null;
            vat_mode?: components["schemas"]["VatMode"] | null;
        };
        /**
         * DocumentLine
         * @description Line of an order or document; `product_ref` is empty for a line written by hand.
         */
        DocumentLine: {
            /** Discount */
            discount?: string | null;
            /**
             * Marking
             * @default []
             */
            marking: string[];
            /** Measure Ref */
            measure_ref?: string | null;
            /** Name */
            name: string;
            /** Number */
            number: number;
            /** Price */
            price: string;
            /** Product Ref */
            product_ref?: string | null;
            /** Quantity */
            quantity: string;
            /** Ref */
            ref: string;
            /** Reserved */
            reserved?: string | null;
            /**
             * Serials
             * @default []
             */
            serials: string[];
            /** Store Ref */
            store_ref?: string | null;
            /** Sum */
            sum: string;
            /** Variant Ref */
            variant_ref?: string | null;
            /** Vat Ref */
            vat_ref?: string | null;
        };
        /**
         * DocumentRow
         * @description A document other than an order.
         */
        DocumentRow: {
            /** Account Ref */
            account_ref?: string | null;
            /**
             * Allocations
             * @default []
             */
            allocations: components["schemas"]["Allocation"][];
            /** Comment */
            comment?: string | null;
            /** Contract Ref */
            contract_ref?: string | null;
            /** Cost Item Ref */
            cost_item_ref?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Currency */
            currency?: string | null;
            /** Date */
            date?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /**
             * Held
             * @default false
             */
            held: boolean;
            /**
             * Lines
             * @default []
             */
            lines: components["schemas"]["DocumentLine"][];
            /**
             * Links
             * @default []
             */
            links: string[];
            /**
             * Number
             * @default
             */
            number: string;
            /** Operation Ref */
            operation_ref?: string | null;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Ref */
            ref: string;
            /** Sequence */
            sequence: number;
            /** Store Ref */
            store_ref?: string | null;
            /** Total */
            total?: string | null;
            /** Type */
            type: string;
            /** Updated At */
            updated_at?: string | null;
            vat_mode?: components["schemas"]["VatMode"] | null;
        };
        /**
         * DocumentType
         * @description Kinds of documents of the platform; more may come.
         * @enum {string}
         */
        DocumentType: "offer" | "invoice" | "realization" | "act" | "buyer_return" | "vat_invoice_out" | "supplier_order" | "supplier_invoice" | "supply" | "supplier_return" | "vat_invoice_in" | "posting" | "charge" | "shifting" | "inventory" | "retail_check" | "retail_return" | "payment_in" | "payment_out" | "cash_in" | "cash_out" | "reservation";
        /**
         * EntryFields
         * @description An entry of a directory, whole; which fields count depends on its kind.
         */
        EntryFields: {
            /** Address */
            address?: string | null;
            /**
             * Archived
             * @default false
             */
            archived: boolean;
            /** Currency */
            currency?: string | null;
            /** Email */
            email?: string | null;
            /**
             * Final
             * @default false
             */
            final: boolean;
            /** Group */
            group?: string | null;
            /** Inn */
            inn?: string | null;
            /** Internal Phone */
            internal_phone?: string | null;
            /** Kpp */
            kpp?: string | null;
            /** Name */
            name: string;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Parent Ref */
            parent_ref?: string | null;
            /**
             * Purchase
             * @default false
             */
            purchase: boolean;
            /** Rate */
            rate?: string | null;
            /**
             * Sort
             * @default 0
             */
            sort: number;
            /** Taxation */
            taxation?: string | null;
            /**
             * Transitions
             * @default []
             */
            transitions: string[];
            /** Vat Accounting */
            vat_accounting?: boolean | null;
            /** Vat Ref */
            vat_ref?: string | null;
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
         * FileError
         * @description Why a file was not read to its end; `text` is Russian.
         */
        FileError: {
            /** Key */
            key: string;
            /** Text */
            text: string;
        };
        /**
         * Image
         * @description Picture of a product; `sort` ascending, the first is the main one.
         */
        Image: {
            /** Name */
            name?: string | null;
            /** Ref */
            ref: string;
            /**
             * Sort
             * @default 0
             */
            sort: number;
            /** Url */
            url: string;
        };
        /** Items[DirectoryRow] */
        Items_DirectoryRow_: {
            /** Items */
            items: components["schemas"]["DirectoryRow"][];
        };
        /** Items[FailureGroup] */
        Items_FailureGroup_: {
            /** Items */
            items: components["schemas"]["FailureGroup"][];
        };
        /** Items[OrderLineBeside] */
        Items_OrderLineBeside_: {
            /** Items */
            items: components["schemas"]["OrderLineBeside"][];
        };
        /** Items[OrderPayment] */
        Items_OrderPayment_: {
            /** Items */
            items: components["schemas"]["OrderPayment"][];
        };
        /** Items[ShownImport] */
        Items_ShownImport_: {
            /** Items */
            items: components["schemas"]["ShownImport"][];
        };
        /** Items[SystemSwitch] */
        Items_SystemSwitch_: {
            /** Items */
            items: components["schemas"]["SystemSwitch"][];
        };
        JsonValue: unknown;
        /**
         * Jwk
         * @description A public RSA key (RFC 7517).
         */
        Jwk: {
            /** Alg */
            alg: string;
            /** E */
            e: string;
            /** Kid */
            kid: string;
            /** Kty */
            kty: string;
            /** N */
            n: string;
            /** Use */
            use: string;
        };
        /**
         * Jwks
         * @description The keys that access tokens are checked with.
         */
        Jwks: {
            /** Keys */
            keys: components["schemas"]["Jwk"][];
        };
        /**
         * KitComponent
         * @description Part of a kit.
         */
        KitComponent: {
            /** Product Ref */
            product_ref: string;
            /** Quantity */
            quantity: string;
            /** Variant Ref */
            variant_ref?: string | null;
        };
        /**
         * LeadOrigin
         * @description Where a request came from. `outside_id` is its id there (Message-ID of a letter), `source` names the channel
         *     («mail»), `title` what a person knows the source by (the subject of the letter).
         */
        LeadOrigin: {
            /** Connection */
            connection: string;
            /** Outside Id */
            outside_id: string;
            /** Service */
            service: string;
            /** Source */
            source: string;
            /** Title */
            title?: string | null;
        };
        /**
         * LineFields
         * @description A line; name and VAT rate are those of the product unless others are given.
         */
        LineFields: {
            /** Discount */
            discount?: string | null;
            /** Marking */
            marking?: string[] | null;
            /** Measure Ref */
            measure_ref?: string | null;
            /** Name */
            name?: string | null;
            /** Price */
            price?: string | null;
            /** Product Ref */
            product_ref?: string | null;
            /** Quantity */
            quantity: string;
            /** Serials */
            serials?: string[] | null;
            /** Store Ref */
            store_ref?: string | null;
            /** Variant Ref */
            variant_ref?: string | null;
            /** Vat Ref */
            vat_ref?: string | null;
        };
        /**
         * Me
         * @description The caller.
         */
        Me: {
            /** Account */
            account: string;
            /** Account Name */
            account_name: string;
            /** Login */
            login: string;
            /** Name */
            name: string;
            /** Roles */
            roles: string[];
            /** User */
            user: string;
        };
        /**
         * Measure
         * @description Unit of a product; `coefficient` = how many base units it holds.
         */
        Measure: {
            /**
             * Base
             * @default true
             */
            base: boolean;
            /** Code */
            code?: string | null;
            /** Coefficient */
            coefficient?: string | null;
            /** Name */
            name: string;
            /** Ref */
            ref: string;
        };
        /**
         * NewCounterparty
         * @description A new counterparty.
         */
        NewCounterparty: {
            /** Address Actual */
            address_actual?: string | null;
            /** Address Legal */
            address_legal?: string | null;
            /** Contacts */
            contacts?: components["schemas"]["ContactFields"][] | null;
            /** Full Name */
            full_name?: string | null;
            /** Inn */
            inn?: string | null;
            /** Is Customer */
            is_customer?: boolean | null;
            /** Kpp */
            kpp?: string | null;
            /** Name */
            name: string;
            /** Note */
            note?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
        };
        /**
         * NewDeal
         * @description A new deal.
         */
        NewDeal: {
            /** Budget */
            budget?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Currency */
            currency?: string | null;
            /** Description */
            description?: string | null;
            /** Executor Ref */
            executor_ref?: string | null;
            /** Name */
            name: string;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** State */
            state?: string | null;
            /** Status Ref */
            status_ref?: string | null;
        };
        /**
         * NewDocument
         * @description A new document; `held` holds it at once.
         */
        NewDocument: {
            /** Account Ref */
            account_ref?: string | null;
            /**
             * Allocations
             * @default []
             */
            allocations: components["schemas"]["AllocationFields"][];
            /** Based On */
            based_on?: string | null;
            /** Comment */
            comment?: string | null;
            /** Contract Ref */
            contract_ref?: string | null;
            /** Cost Item Ref */
            cost_item_ref?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Currency */
            currency?: string | null;
            /** Date */
            date?: string | null;
            /**
             * Held
             * @default false
             */
            held: boolean;
            /**
             * Lines
             * @default []
             */
            lines: components["schemas"]["LineFields"][];
            /**
             * Links
             * @default []
             */
            links: string[];
            /** Number */
            number?: string | null;
            /** Operation Ref */
            operation_ref?: string | null;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Store Ref */
            store_ref?: string | null;
            /** Total */
            total?: string | null;
            type: components["schemas"]["DocumentType"];
            vat_mode?: components["schemas"]["VatMode"] | null;
        };
        /**
         * NewProduct
         * @description A new product card.
         */
        NewProduct: {
            /** Archived */
            archived?: boolean | null;
            /** Article */
            article?: string | null;
            /** Attributes */
            attributes?: components["schemas"]["ProductAttribute"][] | null;
            /** Barcodes */
            barcodes?: string[] | null;
            /** Code */
            code?: string | null;
            /** Cost */
            cost?: string | null;
            /** Description Html */
            description_html?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            } | null;
            /** Full Name */
            full_name?: string | null;
            /** Group Ref */
            group_ref?: string | null;
            kind?: components["schemas"]["ProductKind"] | null;
            /** Min Stock */
            min_stock?: string | null;
            /** Name */
            name: string;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Supplier Ref */
            supplier_ref?: string | null;
            /** Variants */
            variants?: components["schemas"]["Variant"][] | null;
            /** Vat Ref */
            vat_ref?: string | null;
            /** Weight */
            weight?: string | null;
        };
        /**
         * NewTicket
         * @description A new «Обращение».
         */
        NewTicket: {
            /** Contact Name */
            contact_name?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Status Ref */
            status_ref?: string | null;
            /** Subject */
            subject: string;
            /** Text */
            text?: string | null;
        };
        /**
         * OrderDelivery
         * @description «Информация о доставке» of an order. `carrier_status` is «Статус отправления», `carrier_status_at` «Последнее
         *     обновление», `carrier_checked_at` «Последняя проверка», `carrier_remark` what a person must know or do, Russian;
         *     they belong to `tracking_number`.
         */
        OrderDelivery: {
            /** Address */
            address?: string | null;
            /** Carrier Checked At */
            carrier_checked_at?: string | null;
            /** Carrier Remark */
            carrier_remark?: string | null;
            /** Carrier Status */
            carrier_status?: string | null;
            /** Carrier Status At */
            carrier_status_at?: string | null;
            /** Cost */
            cost?: string | null;
            /** Date */
            date?: string | null;
            /** Dimensions */
            dimensions?: string | null;
            /** Email */
            email?: string | null;
            /** Method */
            method?: string | null;
            /** Method Ref */
            method_ref?: string | null;
            /** Note */
            note?: string | null;
            /** Phone */
            phone?: string | null;
            /** Tracking Number */
            tracking_number?: string | null;
            /** Weight */
            weight?: string | null;
        };
        /**
         * OrderFields
         * @description What a person may set in an order; `reserve` makes its reserve or gives it back.
         */
        OrderFields: {
            /** Comment */
            comment?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Delivery Method Ref */
            delivery_method_ref?: string | null;
            /** Executor Ref */
            executor_ref?: string | null;
            /** Organization Ref */
            organization_ref?: string | null;
            /** Reserve */
            reserve?: boolean | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Status Ref */
            status_ref?: string | null;
            /** Tracking Number */
            tracking_number?: string | null;
        };
        /**
         * OrderLineBeside
         * @description Beside the line with the ref `line`.
         *
         *     `reserved` is reserved for all orders («Общий»), `free` and `total` lie in all warehouses («Остаток»); left out for
         *     services and for lines without a product. What is reserved for this order stands in the line itself.
         */
        OrderLineBeside: {
            /** Article */
            article?: string | null;
            /** Free */
            free?: string | null;
            kind?: components["schemas"]["ProductKind"] | null;
            /** Line */
            line: string;
            /** Reserved */
            reserved?: string | null;
            /** Shipped */
            shipped: string;
            /** Total */
            total?: string | null;
        };
        /**
         * OrderList
         * @description A page of orders; `names` are those of the counterparties and directory entries they refer to, by ref.
         */
        OrderList: {
            /** Items */
            items: components["schemas"]["OrderRow"][];
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Next */
            next?: string | null;
        };
        /**
         * OrderOrigin
         * @description Where the order came from: (account, connection, outside_id) is its natural key.
         *
         *     `service` is the folder name of the service that took it in («shop-sync»). A change with this origin is never sent
         *     back to the same connection.
         */
        OrderOrigin: {
            /** Connection */
            connection: string;
            /** Number */
            number: string;
            /** Outside Id */
            outside_id: string;
            /** Service */
            service: string;
            /** Status */
            status?: string | null;
        };
        /**
         * OrderPayment
         * @description A payment of an order; `document_ref` is the payment document a person made, else it came from outside.
         */
        OrderPayment: {
            /** Amount */
            amount: string;
            /** Currency */
            currency: string;
            /** Document Ref */
            document_ref?: string | null;
            /** Method */
            method?: string | null;
            /** Paid At */
            paid_at: string;
            /** Ref */
            ref: string;
        };
        /**
         * OrderRow
         * @description «Заказ покупателя». `status_set_at`/`status_set_by` tell when and by whom the status was last set.
         *
         *     `status_set_by` is the ref of an employee, or `/biz/<service>` for a service.
         */
        OrderRow: {
            /** Author Ref */
            author_ref?: string | null;
            /** Comment */
            comment?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Currency */
            currency?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            delivery?: components["schemas"]["OrderDelivery"] | null;
            /** Executor Ref */
            executor_ref?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /**
             * Lines
             * @default []
             */
            lines: components["schemas"]["DocumentLine"][];
            /**
             * Number
             * @default
             */
            number: string;
            /** Organization Ref */
            organization_ref?: string | null;
            origin?: components["schemas"]["OrderOrigin"] | null;
            /** Paid */
            paid?: string | null;
            /** Payment Type Ref */
            payment_type_ref?: string | null;
            /** Placed At */
            placed_at?: string | null;
            /** Ref */
            ref: string;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Sequence */
            sequence: number;
            /**
             * Shipped
             * @default false
             */
            shipped: boolean;
            /** Source Ref */
            source_ref?: string | null;
            /** Status Ref */
            status_ref?: string | null;
            /** Status Set At */
            status_set_at?: string | null;
            /** Status Set By */
            status_set_by?: string | null;
            /** Total */
            total?: string | null;
            /** Updated At */
            updated_at?: string | null;
            vat_mode?: components["schemas"]["VatMode"] | null;
        };
        /** Page[CounterpartyRow] */
        Page_CounterpartyRow_: {
            /** Items */
            items: components["schemas"]["CounterpartyRow"][];
            /** Next */
            next?: string | null;
        };
        /** Page[DocumentRow] */
        Page_DocumentRow_: {
            /** Items */
            items: components["schemas"]["DocumentRow"][];
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
        /** Page[PriceRow] */
        Page_PriceRow_: {
            /** Items */
            items: components["schemas"]["PriceRow"][];
            /** Next */
            next?: string | null;
        };
        /** Page[StockRow] */
        Page_StockRow_: {
            /** Items */
            items: components["schemas"]["StockRow"][];
            /** Next */
            next?: string | null;
        };
        /**
         * Preference
         * @description Whatever a client keeps under a name.
         */
        Preference: {
            [key: string]: components["schemas"]["JsonValue"];
        };
        /**
         * PriceFields
         * @description A price of a product (or variant); the currency is that of the price type unless another is given.
         */
        PriceFields: {
            /** Amount */
            amount: string;
            /** Currency */
            currency?: string | null;
            /** Price Type Ref */
            price_type_ref: string;
            /** Product Ref */
            product_ref: string;
            /** Variant Ref */
            variant_ref?: string | null;
        };
        /**
         * PriceRow
         * @description Price of a product (or variant) in one price type; `ref` is made of the refs.
         */
        PriceRow: {
            /** Amount */
            amount: string;
            /** Currency */
            currency: string;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /** Measure Ref */
            measure_ref?: string | null;
            /** Price Type Ref */
            price_type_ref: string;
            /** Product Ref */
            product_ref: string;
            /** Ref */
            ref: string;
            /** Sequence */
            sequence: number;
            /** Updated At */
            updated_at?: string | null;
            /** Variant Ref */
            variant_ref?: string | null;
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
         * ProductAttribute
         * @description Additional field of a product or a characteristic of a variant («цвет: красный»).
         */
        ProductAttribute: {
            /** Attribute Ref */
            attribute_ref?: string | null;
            /** Name */
            name: string;
            /** Value */
            value: string;
            /** Value Ref */
            value_ref?: string | null;
        };
        /**
         * ProductBeside
         * @description Stock over all warehouses and variants, and the price of the first price type.
         *
         *     `amount` is the lowest of the variants' prices, `several` tells that others are higher.
         */
        ProductBeside: {
            /** Amount */
            amount?: string | null;
            /** Currency */
            currency?: string | null;
            /** Free */
            free: string;
            /** Several */
            several: boolean;
            /** Total */
            total: string;
        };
        /**
         * ProductCard
         * @description A product with its prices and stock.
         */
        ProductCard: {
            /** Prices */
            prices: components["schemas"]["PriceRow"][];
            product: components["schemas"]["ProductRow"];
            /** Stock */
            stock: components["schemas"]["StockRow"][];
        };
        /**
         * ProductFields
         * @description What may be set on a product card.
         */
        ProductFields: {
            /** Archived */
            archived?: boolean | null;
            /** Article */
            article?: string | null;
            /** Attributes */
            attributes?: components["schemas"]["ProductAttribute"][] | null;
            /** Barcodes */
            barcodes?: string[] | null;
            /** Code */
            code?: string | null;
            /** Cost */
            cost?: string | null;
            /** Description Html */
            description_html?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            } | null;
            /** Full Name */
            full_name?: string | null;
            /** Group Ref */
            group_ref?: string | null;
            kind?: components["schemas"]["ProductKind"] | null;
            /** Min Stock */
            min_stock?: string | null;
            /** Name */
            name?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Supplier Ref */
            supplier_ref?: string | null;
            /** Variants */
            variants?: components["schemas"]["Variant"][] | null;
            /** Vat Ref */
            vat_ref?: string | null;
            /** Weight */
            weight?: string | null;
        };
        /**
         * ProductKind
         * @description Type of a product («Товар», «Услуга», «Комплект»).
         * @enum {string}
         */
        ProductKind: "goods" | "service" | "kit";
        /**
         * ProductList
         * @description A page of products; `beside` by ref of the product.
         */
        ProductList: {
            /**
             * Beside
             * @description Stock and price of each product of the page
             */
            beside: {
                [key: string]: components["schemas"]["ProductBeside"];
            };
            /** Items */
            items: components["schemas"]["ProductRow"][];
            /** Next */
            next?: string | null;
        };
        /**
         * ProductRow
         * @description A product card.
         */
        ProductRow: {
            /**
             * Archived
             * @default false
             */
            archived: boolean;
            /** Article */
            article?: string | null;
            /**
             * Attributes
             * @default []
             */
            attributes: components["schemas"]["ProductAttribute"][];
            /**
             * Barcodes
             * @default []
             */
            barcodes: string[];
            /** Code */
            code?: string | null;
            /** Cost */
            cost?: string | null;
            /** Country Ref */
            country_ref?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Description Html */
            description_html?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /** Full Name */
            full_name?: string | null;
            /** Group Ref */
            group_ref?: string | null;
            /** Height */
            height?: string | null;
            /**
             * Images
             * @default []
             */
            images: components["schemas"]["Image"][];
            /** @default goods */
            kind: components["schemas"]["ProductKind"];
            /**
             * Kit
             * @default []
             */
            kit: components["schemas"]["KitComponent"][];
            /** Length */
            length?: string | null;
            /** Marking */
            marking?: string | null;
            /**
             * Measures
             * @default []
             */
            measures: components["schemas"]["Measure"][];
            /** Min Stock */
            min_stock?: string | null;
            /**
             * Name
             * @default
             */
            name: string;
            /** Ref */
            ref: string;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Sequence */
            sequence: number;
            /** Store Code */
            store_code?: string | null;
            /** Supplier Ref */
            supplier_ref?: string | null;
            /** Updated At */
            updated_at?: string | null;
            /**
             * Variants
             * @default []
             */
            variants: components["schemas"]["Variant"][];
            /** Vat Ref */
            vat_ref?: string | null;
            /** Volume */
            volume?: string | null;
            /** Weight */
            weight?: string | null;
            /** Width */
            width?: string | null;
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
         * ShownFile
         * @description A file of an import; `error` when it was not read to its end.
         */
        ShownFile: {
            error: components["schemas"]["FileError"] | null;
            /** Name */
            name: string;
        };
        /**
         * ShownImport
         * @description An import; `counts` by «products_created», «prices_unchanged» and so on.
         */
        ShownImport: {
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Files */
            files: components["schemas"]["ShownFile"][];
            /** Finished At */
            finished_at: string | null;
            /** Id */
            id: string;
            /** State */
            state: string;
        };
        /**
         * StockFields
         * @description How much of a product (or variant) lies in a warehouse.
         */
        StockFields: {
            /** Min Stock */
            min_stock?: string | null;
            /** Product Ref */
            product_ref: string;
            /** Store Ref */
            store_ref: string;
            /** Total */
            total: string;
            /** Variant Ref */
            variant_ref?: string | null;
        };
        /**
         * StockRow
         * @description Stock of a product (or variant) in one warehouse; `ref` is made of the three refs. Free = total - reserved.
         */
        StockRow: {
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /** Min Stock */
            min_stock?: string | null;
            /** Product Ref */
            product_ref: string;
            /** Ref */
            ref: string;
            /** Reserved */
            reserved: string;
            /** Sequence */
            sequence: number;
            /** Store Ref */
            store_ref: string;
            /** Total */
            total: string;
            /** Updated At */
            updated_at?: string | null;
            /** Variant Ref */
            variant_ref?: string | null;
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
         * TicketFields
         * @description What may be set of an «Обращение».
         */
        TicketFields: {
            /** Contact Name */
            contact_name?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Email */
            email?: string | null;
            /** Phone */
            phone?: string | null;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Status Ref */
            status_ref?: string | null;
            /** Subject */
            subject?: string | null;
            /** Text */
            text?: string | null;
        };
        /**
         * TicketList
         * @description A page of «Обращения»; `names` are those of the counterparties and directory entries they refer to, by ref.
         */
        TicketList: {
            /** Items */
            items: components["schemas"]["TicketRow"][];
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Next */
            next?: string | null;
        };
        /**
         * TicketRow
         * @description An «Обращение». `page` is the address that it was sent from; `origin` is there when it came from outside.
         */
        TicketRow: {
            /** Channel */
            channel?: string | null;
            /** Contact Name */
            contact_name?: string | null;
            /** Counterparty Ref */
            counterparty_ref?: string | null;
            /** Created At */
            created_at?: string | null;
            /**
             * Deleted
             * @default false
             */
            deleted: boolean;
            /** Email */
            email?: string | null;
            /** Extra */
            extra?: {
                [key: string]: string;
            };
            /** Message Id */
            message_id?: string | null;
            origin?: components["schemas"]["LeadOrigin"] | null;
            /** Page */
            page?: string | null;
            /** Phone */
            phone?: string | null;
            /** Ref */
            ref: string;
            /** Responsible Ref */
            responsible_ref?: string | null;
            /** Sequence */
            sequence: number;
            /** Source Ref */
            source_ref?: string | null;
            /** Status Ref */
            status_ref?: string | null;
            /**
             * Subject
             * @default
             */
            subject: string;
            /** Text */
            text?: string | null;
            /** Updated At */
            updated_at?: string | null;
        };
        /**
         * Variant
         * @description Modification of a product («модификация»), told apart by its characteristics.
         */
        Variant: {
            /**
             * Archived
             * @default false
             */
            archived: boolean;
            /** Article */
            article?: string | null;
            /**
             * Attributes
             * @default []
             */
            attributes: components["schemas"]["ProductAttribute"][];
            /**
             * Barcodes
             * @default []
             */
            barcodes: string[];
            /**
             * Images
             * @default []
             */
            images: components["schemas"]["Image"][];
            /** Name */
            name: string;
            /** Ref */
            ref: string;
        };
        /**
         * VatMode
         * @description «Учёт НДС» of the connection: the price includes VAT, does not include it, or there is none.
         * @enum {string}
         */
        VatMode: "included" | "not_included" | "none";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    catalogue_latest: {
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
                    "application/json": components["schemas"]["Items_ShownImport_"];
                };
            };
        };
    };
    catalogue_upload: {
        parameters: {
            query?: never;
            header?: {
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string[];
                };
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
                    "application/json": components["schemas"]["ShownImport"];
                };
            };
        };
    };
    catalogue_one: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownImport"];
                };
            };
        };
    };
    counterparties_find: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string | null;
                limit?: number;
                q?: string | null;
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
                    "application/json": components["schemas"]["Page_CounterpartyRow_"];
                };
            };
        };
    };
    counterparties_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCounterparty"];
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
                    "application/json": components["schemas"]["CounterpartyRow"];
                };
            };
        };
    };
    counterparties_one: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["CounterpartyRow"];
                };
            };
        };
    };
    counterparties_delete: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    counterparties_change: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CounterpartyFields"];
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
                    "application/json": components["schemas"]["CounterpartyRow"];
                };
            };
        };
    };
    deals_find: {
        parameters: {
            query?: {
                counterparty?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                limit?: number;
                responsible?: string | null;
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
                    "application/json": components["schemas"]["DealList"];
                };
            };
        };
    };
    deals_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDeal"];
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
                    "application/json": components["schemas"]["DealRow"];
                };
            };
        };
    };
    deals_one: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["DealRow"];
                };
            };
        };
    };
    deals_delete: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    deals_change: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealFields"];
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
                    "application/json": components["schemas"]["DealRow"];
                };
            };
        };
    };
    goods_directory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["DirectoryKind"];
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
                    "application/json": components["schemas"]["Items_DirectoryRow_"];
                };
            };
        };
    };
    records_set_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["DirectoryKind"];
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryFields"];
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
                    "application/json": components["schemas"]["DirectoryRow"];
                };
            };
        };
    };
    records_delete_entry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["schemas"]["DirectoryKind"];
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    documents_find: {
        parameters: {
            query?: {
                counterparty?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                from?: string | null;
                held?: boolean | null;
                limit?: number;
                order?: string | null;
                to?: string | null;
                type?: components["schemas"]["DocumentType"] | null;
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
                    "application/json": components["schemas"]["Page_DocumentRow_"];
                };
            };
        };
    };
    documents_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDocument"];
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
                    "application/json": components["schemas"]["DocumentRow"];
                };
            };
        };
    };
    documents_one: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["DocumentRow"];
                };
            };
        };
    };
    documents_replace: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentFields"];
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
                    "application/json": components["schemas"]["DocumentRow"];
                };
            };
        };
    };
    documents_delete: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    documents_hold: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
                    "application/json": components["schemas"]["DocumentRow"];
                };
            };
        };
    };
    documents_give_back: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
                    "application/json": components["schemas"]["DocumentRow"];
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
    images_download: {
        parameters: {
            query?: {
                sign?: string;
            };
            header?: never;
            path: {
                account: string;
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
                content?: never;
            };
        };
    };
    session_jwks: {
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
                    "application/json": components["schemas"]["Jwks"];
                };
            };
        };
    };
    session_enter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
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
                    "application/json": components["schemas"]["Access"];
                };
            };
        };
    };
    session_leave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: {
                biz_refresh?: string | null;
            };
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
    session_me: {
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
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    session_show: {
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
                    "application/json": components["schemas"]["Preference"];
                };
            };
        };
    };
    session_change: {
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
                "application/json": components["schemas"]["Preference"];
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
                    "application/json": components["schemas"]["Preference"];
                };
            };
        };
    };
    orders_find: {
        parameters: {
            query?: {
                counterparty?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                limit?: number;
                number?: string | null;
                /** @description How a number begins, ours or the shop's */
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
                    "application/json": components["schemas"]["OrderList"];
                };
            };
        };
    };
    orders_one: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["OrderRow"];
                };
            };
        };
    };
    orders_change: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderFields"];
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
                    "application/json": components["schemas"]["OrderRow"];
                };
            };
        };
    };
    orders_lines: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["Items_OrderLineBeside_"];
                };
            };
        };
    };
    orders_payments: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["Items_OrderPayment_"];
                };
            };
        };
    };
    goods_prices: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string | null;
                limit?: number;
                price_type?: string | null;
                product?: string | null;
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
                    "application/json": components["schemas"]["Page_PriceRow_"];
                };
            };
        };
    };
    records_set_price: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceFields"];
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
                    "application/json": components["schemas"]["PriceRow"];
                };
            };
        };
    };
    records_delete_price: {
        parameters: {
            query?: never;
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    goods_products: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string | null;
                group?: string | null;
                limit?: number;
                q?: string | null;
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
                    "application/json": components["schemas"]["ProductList"];
                };
            };
        };
    };
    records_add_product: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProduct"];
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
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
        };
    };
    goods_product: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["ProductCard"];
                };
            };
        };
    };
    records_delete_product: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    records_change_product: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductFields"];
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
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
        };
    };
    images_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_add_v1_products__ref__images_post"];
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
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
        };
    };
    images_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                image: string;
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    session_renew: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: {
                biz_refresh?: string | null;
            };
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
                    "application/json": components["schemas"]["Access"];
                };
            };
        };
    };
    goods_stock: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string | null;
                limit?: number;
                product?: string | null;
                store?: string | null;
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
                    "application/json": components["schemas"]["Page_StockRow_"];
                };
            };
        };
    };
    records_set_stock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockFields"];
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
                    "application/json": components["schemas"]["StockRow"];
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
    tickets_find: {
        parameters: {
            query?: {
                counterparty?: string | null;
                /** @description `next` of the page before */
                cursor?: string | null;
                limit?: number;
                responsible?: string | null;
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
                    "application/json": components["schemas"]["TicketList"];
                };
            };
        };
    };
    tickets_add: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTicket"];
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
                    "application/json": components["schemas"]["TicketRow"];
                };
            };
        };
    };
    tickets_one: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["TicketRow"];
                };
            };
        };
    };
    tickets_delete: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
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
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    tickets_change: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string | null;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketFields"];
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
                    "application/json": components["schemas"]["TicketRow"];
                };
            };
        };
    };
}
