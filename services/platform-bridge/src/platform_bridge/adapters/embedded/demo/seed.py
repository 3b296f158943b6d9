"""Fill in the demo account."""

from collections.abc import Sequence

from contracts.base import AccountId
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from platform_bridge.adapters.embedded.demo import goods
from platform_bridge.adapters.embedded.demo.directories import demo_directories, group_rows
from platform_bridge.adapters.embedded.demo.people import counterparties
from platform_bridge.adapters.embedded.demo.pictures import with_pictures
from platform_bridge.app.accounts import OpenAccount
from platform_bridge.app.ports import Pictures, Users

DEMO = AccountId("demo")
USERS = (
    ("demo@shop.example", "demo-demo", "Соколова Марина", ("owner",)),
    ("manager@shop.example", "manager-demo", "Лебедев Павел", ("manager",)),
    ("operator@biz.example", "operator-demo", "Дежурный инженер", ("operator",)),
)


async def seed_demo(open_account: OpenAccount, users: Users, pictures: Pictures) -> None:
    """Make the demo account and its users; done again it changes nothing."""
    if await users.account_name(DEMO) is None:
        rows: dict[SnapshotKind, Sequence[Row]] = {
            SnapshotKind.DIRECTORIES: [*demo_directories(), *group_rows(goods.groups())],
            SnapshotKind.PRODUCTS: await with_pictures(pictures, DEMO, goods.products()),
            SnapshotKind.PRICES: goods.prices(),
            SnapshotKind.STOCK: goods.stock(),
            SnapshotKind.COUNTERPARTIES: counterparties(),
        }
        await open_account.open(DEMO, "Северный ветер", rows)
    for login, password, name, roles in USERS:
        if await users.by_login(login) is None:
            await open_account.add_user(DEMO, login, password, name, roles)
