"""Pictures of products: how a card changes."""

from contracts.base import Ref
from contracts.rows.goods import Image, ProductRow


def with_image(row: ProductRow, image: Image) -> ProductRow:
    """The card with one more picture at the end."""
    last = max((one.sort for one in row.images), default=0)
    return row.model_copy(update={"images": (*row.images, image.model_copy(update={"sort": last + 1}))})


def without_image(row: ProductRow, ref: str) -> ProductRow:
    """The card without a picture."""
    return row.model_copy(update={"images": tuple(image for image in row.images if image.ref != ref)})


def image_refs(row: ProductRow) -> set[Ref]:
    """Pictures of a card and of its variants."""
    own = {image.ref for image in row.images}
    return own | {image.ref for variant in row.variants for image in variant.images}
