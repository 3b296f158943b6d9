"""The keys by which a product is recognised: our reference, article, barcode, name, each for product and variant."""

from collections.abc import Iterator

from contracts.base import Ref
from contracts.rows.goods import ProductRow


def ref_key(ref: str) -> str:
    """Key of a reference of ours that a shop gives back as its own id."""
    return f"r:{ref}"


def article_key(article: str) -> str:
    """Key of an article: exact but for white space around it."""
    return f"a:{article.strip()}"


def barcode_key(barcode: str) -> str:
    """Key of a barcode."""
    return f"b:{barcode.strip()}"


def name_key(name: str) -> str:
    """Key of a name: white space folded (no-break space too), case ignored."""
    return f"n:{' '.join(name.split()).casefold()}"


def product_keys(product: ProductRow) -> Iterator[tuple[str, Ref | None]]:
    """All (key, variant) of a product; variant None means the product itself. A blank article or name is no key."""
    return (entry for entry in _all_keys(product) if len(entry[0]) > len("a:"))


def _all_keys(product: ProductRow) -> Iterator[tuple[str, Ref | None]]:
    yield ref_key(product.ref), None
    if product.article:
        yield article_key(product.article), None
    for barcode in product.barcodes:
        yield barcode_key(barcode), None
    for name in {name_key(name) for name in (product.name, product.full_name) if name}:
        yield name, None
    for variant in product.variants:
        if variant.archived:
            continue
        yield ref_key(variant.ref), variant.ref
        if variant.article and variant.article != product.article:
            yield article_key(variant.article), variant.ref
        for barcode in variant.barcodes:
            yield barcode_key(barcode), variant.ref
        for name in {name_key(variant.name), name_key(f"{product.name} {variant.name}")}:
            if name != name_key(product.name):
                yield name, variant.ref
