"""Related stories named before they arrive: a link where the story is here, a promise where it is not.

A reference is a headline in any spelling, an external id, or an address; an
external id that could be taken for one of the others begins with «id:». What
can't be linked yet waits as `PendingRelatedLink` and is linked by
`link_awaited`, whoever saves the story at last: an import or an editor. An
address is a link at once: to the story that stood there before, or to the
outside until that story comes (`lead_here`).
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Max, Q

from articles.models import Article, ImportRecord, PendingRelatedLink, RelatedLink
from articles.text.addresses import address_key, spellings
from articles.text.arabic import fold_key

KEY_LENGTH = PendingRelatedLink._meta.get_field("reference_key").max_length or 500
REFERENCE_LENGTH = PendingRelatedLink._meta.get_field("reference").max_length or 500

ID_MARK = "id:"
_OWN_PATH = re.compile(r"^/(?:article|a)/(\d{1,18})(?:/|$)")
ADDRESS = re.compile(r"^(?:https?://|/(?:article|a)/\d)", re.IGNORECASE)
_valid_address = URLValidator(schemes=["http", "https"])


class NoReference(ValueError):
    """A reference that can neither be linked nor awaited. ``str()`` says why (English)."""


def relate(article: Article, references: Iterable[str], titles: Mapping[str, str] | None = None) -> list[str]:
    """Link the article to what the references name, in their order; what is not here yet is awaited.

    ``titles``: reference -> the editors' own title for the link.
    Links that stand already stay, whoever made them; promises that the
    references no longer hold go. Returns one reason for each reference that
    can be neither linked nor awaited.
    """
    refused: list[str] = []
    keys: list[str] = []
    for order, reference in enumerate(references, 1):
        try:
            title = (titles or {}).get(reference, "")
            if not _link(article, reference, order, title):
                keys.append(_await(article, reference.removeprefix(ID_MARK), order, title))
        except NoReference as error:
            refused.append(str(error))
    PendingRelatedLink.objects.filter(article=article).exclude(reference_key__in=keys).delete()
    return refused


def link_awaited(article: Article) -> int:
    """Turn every promise of this story into a link; call it after any save. Returns how many."""
    record = ImportRecord.objects.filter(article=article).first()
    waiting = PendingRelatedLink.objects.filter(reference_key__in=awaited_keys(article, record)).exclude(article=article)
    linked = 0
    for promise in waiting.select_related("article__import_record"):  # one query, however many wait
        if is_meant(promise, article, record):
            _make(promise.article, promise.order, target=article, title=promise.title)
            promise.delete()
            linked += 1
    return linked


def lead_here(article: Article, addresses: Iterable[str]) -> None:
    """Related links to the outside that named the story by one of these former addresses lead to it from now on."""
    told = {spelling for address in addresses if address for spelling in spellings(address)}
    for link in RelatedLink.objects.filter(url__in=told).exclude(article=article):
        if RelatedLink.objects.filter(article=link.article_id, target=article).exists():
            link.delete()
            continue
        link.target, link.title, link.url = article, own_title(link), ""
        link.save(update_fields=["target", "url", "title"])


def own_title(link: RelatedLink) -> str:
    """The editors' own title of a link to the outside; "" where it is the host, for want of one."""
    return "" if link.title == urlsplit(link.url).hostname else link.title


def awaited_keys(article: Article, record: ImportRecord | None) -> set[str]:
    """Under which keys others may wait for the story."""
    keys = {article.headline_key[:KEY_LENGTH]}
    if record is not None and record.external_id:
        keys.add(fold_key(record.external_id)[:KEY_LENGTH])
    return keys - {""}


def is_meant(promise: PendingRelatedLink, article: Article, record: ImportRecord | None) -> bool:
    if promise.reference_key == article.headline_key[:KEY_LENGTH]:
        return True
    if record is None or promise.reference != record.external_id:
        return False
    asking = getattr(promise.article, "import_record", None)
    return asking is not None and same_world(asking, record)


def same_world(asking: ImportRecord, found: ImportRecord) -> bool:
    """Whether an external id means the same in both: numbers are counted anew by every source."""
    return asking.source == found.source or asking.path == found.path or not found.external_id.isdecimal()


def _link(article: Article, reference: str, order: int, title: str) -> bool:
    if ADDRESS.match(reference):
        _link_address(article, reference, order, title)
        return True
    if reference.startswith(ID_MARK):
        target = _by_external_id(article, reference.removeprefix(ID_MARK))
    else:
        target = _by_external_id(article, reference) or _by_headline(article, reference)
    if target is not None:
        _make(article, order, target=target, title=title)
    return target is not None


def _link_address(article: Article, address: str, order: int, title: str) -> None:
    pk = own_number(address)
    if pk is not None:
        target = Article.objects.filter(pk=pk).first()
        if target is None:
            raise NoReference(f"related: there is no story at {address[:80]!r}")
    else:
        key = address_key(address)
        target = Article.objects.filter(old_addresses__key=key).first() if key else None
    if target is None:
        _make(article, order, url=checked_address(address), title=title or urlsplit(address).hostname or "")
    elif target.pk != article.pk:
        _make(article, order, target=target, title=title)


def own_number(address: str) -> int | None:
    """The number of the story at this address of our own; None at any other. NoReference if it is none at all."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise NoReference(f"related: {address[:80]!r} is no address") from error
    own = _OWN_PATH.match(parts.path)
    return int(own.group(1)) if own and _is_own_host(parts, host) else None


def checked_address(address: str) -> str:
    """The address, if a link can lead there. NoReference."""
    try:
        _valid_address(address)
    except ValidationError as error:
        raise NoReference(f"related: {address[:80]!r} is no address") from error
    if len(address) > (RelatedLink._meta.get_field("url").max_length or 500):
        raise NoReference("related: an address that is too long")
    return address


def _is_own_host(parts: SplitResult, host: str) -> bool:
    return not parts.netloc or any(host == own or (own[:1] == "." and host.endswith(own)) for own in settings.ALLOWED_HOSTS)


def _by_external_id(article: Article, reference: str) -> Article | None:
    asking = ImportRecord.objects.filter(article=article).first()
    if asking is None or len(reference) > REFERENCE_LENGTH:
        return None
    found = list(ImportRecord.objects.filter(external_id=reference).exclude(article=article).select_related("article")[:20])
    found.sort(key=lambda record: (record.source != asking.source, record.path != asking.path, record.pk))
    return next((record.article for record in found if same_world(asking, record)), None)


def _by_headline(article: Article, reference: str) -> Article | None:
    key = fold_key(reference)
    if not key:
        return None
    return Article.objects.filter(headline_key=key).exclude(pk=article.pk).newest_first().first()


def _await(article: Article, reference: str, order: int, title: str) -> str:
    """Keep the promise; returns its key."""
    key = awaitable(article, reference)
    if not key:
        return key
    PendingRelatedLink.objects.get_or_create(
        article=article, reference_key=key, defaults={"reference": reference, "order": order, "title": title}
    )
    return key


def awaitable(article: Article, reference: str) -> str:
    """The key under which the article may wait for the reference; "" for its own: a story does not wait for itself."""
    key = fold_key(reference)[:KEY_LENGTH]
    if not key or len(reference) > REFERENCE_LENGTH:
        raise NoReference(f"related: {reference[:80]!r} is neither a headline nor an id nor an address")
    return "" if key == article.headline_key[:KEY_LENGTH] else key


def _make(article: Article, order: int, *, target: Article | None = None, url: str = "", title: str = "") -> None:
    known = Q(target=target) if target is not None else Q(url=url)
    links = RelatedLink.objects.filter(article=article)
    if links.filter(known).exists():
        return
    # A place that an editor's own link holds is not shared: the new one goes below.
    if links.filter(order=order).exists():
        order = (links.aggregate(last=Max("order"))["last"] or 0) + 1
    RelatedLink.objects.create(article=article, target=target, url=url, title=title, order=order)
