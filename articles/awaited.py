"""Related stories named before they arrive: a link where the story is here, a promise where it is not.

A reference is a headline in any spelling, an external id, or an address; an
external id that could be taken for one of the others begins with «id:». What
can't be linked yet waits as `PendingRelatedLink` and is linked by
`link_awaited`, whoever saves the story at last: an import or an editor.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Max, Q

from articles.models import Article, ImportRecord, PendingRelatedLink, RelatedLink
from articles.text.arabic import fold_key

KEY_LENGTH = PendingRelatedLink._meta.get_field("reference_key").max_length or 500
REFERENCE_LENGTH = PendingRelatedLink._meta.get_field("reference").max_length or 500

ID_MARK = "id:"
# So many values are asked for in one query.
_ASKED_AT_ONCE = 500
_OWN_PATH = re.compile(r"^/(?:article|a)/(\d{1,18})(?:/|$)")
_ADDRESS = re.compile(r"^(?:https?://|/(?:article|a)/\d)", re.IGNORECASE)
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


class Asking(NamedTuple):
    """A story and what it names as related; ``titles`` as for `relate`."""

    record: ImportRecord
    article: Article
    references: Sequence[str]
    titles: Mapping[str, str]


def relate_new(stories: Sequence[Asking]) -> dict[int, list[str]]:
    """`relate` and then `link_awaited` for many stories that were made this moment: some queries for all of them.

    Returns, by article's key, the reasons for references that can be neither linked nor awaited.
    """
    refused: dict[int, list[str]] = {}
    plain = [asking for asking in stories if not any(map(_ADDRESS.match, asking.references))]
    for asking in stories:
        if any(map(_ADDRESS.match, asking.references)):
            refused[asking.article.pk] = relate(asking.article, asking.references, asking.titles)
    targets = _Targets(reference for asking in plain for reference in asking.references)
    links: list[RelatedLink] = []
    promises: list[PendingRelatedLink] = []
    for asking in plain:
        refused[asking.article.pk] = _related(asking, targets, links, promises)
    RelatedLink.objects.bulk_create(links)
    PendingRelatedLink.objects.bulk_create(promises)
    _link_awaited_by(stories)
    return refused


class _Targets:
    """What many references name, found with a few queries; which of them is meant depends on who asks."""

    def __init__(self, references: Iterable[str]) -> None:
        told = set(references)
        ids = {reference.removeprefix(ID_MARK) for reference in told}
        records = ImportRecord.objects.order_by("pk")
        self._by_id: dict[str, list[ImportRecord]] = {}
        for record in _by_field(records, "external_id", {text for text in ids if text and len(text) <= REFERENCE_LENGTH}):
            self._by_id.setdefault(record.external_id, []).append(record)
        keys = {fold_key(reference) for reference in told if not reference.startswith(ID_MARK)} - {""}
        titled = Article.objects.newest_first().values_list("headline_key", "pk")
        self._by_headline: dict[str, list[int]] = {}
        for key, pk in _by_field(titled, "headline_key", keys):
            self._by_headline.setdefault(key, []).append(pk)

    def meant(self, asking: Asking, reference: str) -> int | None:
        """The key of the article, another than the asking one."""
        own = asking.record
        found = [r for r in self._by_id.get(reference.removeprefix(ID_MARK), ()) if r.article_id != own.article_id][:20]
        found.sort(key=lambda record: (record.source != own.source, record.path != own.path, record.pk))
        by_id = next((record.article_id for record in found if _same_world(own, record)), None)
        if by_id is not None or reference.startswith(ID_MARK):
            return by_id
        titled = self._by_headline.get(fold_key(reference), ())
        return next((pk for pk in titled if pk != own.article_id), None)


def _related(asking: Asking, targets: _Targets, links: list[RelatedLink], promises: list[PendingRelatedLink]) -> list[str]:
    """The story's links and promises, to be saved with those of others; returns reasons for what can be neither."""
    refused: list[str] = []
    linked: set[int] = set()
    awaited: set[str] = set()
    for order, reference in enumerate(asking.references, 1):
        title = asking.titles.get(reference, "")
        target = targets.meant(asking, reference)
        if target is not None:
            if target not in linked:
                linked.add(target)
                links.append(RelatedLink(article=asking.article, target_id=target, title=title, order=order))
            continue
        try:
            name = reference.removeprefix(ID_MARK)
            key = _awaitable(asking.article, name)
        except NoReference as error:
            refused.append(str(error))
            continue
        if key and key not in awaited:
            awaited.add(key)
            promises.append(
                PendingRelatedLink(article=asking.article, reference_key=key, reference=name, order=order, title=title)
            )
    return refused


def _link_awaited_by(stories: Sequence[Asking]) -> None:
    keys = {asking.article.pk: _awaited_keys(asking.article, asking.record) for asking in stories}
    waiting = PendingRelatedLink.objects.values_list("reference_key")
    waited_for = {key for (key,) in _by_field(waiting, "reference_key", {key for own in keys.values() for key in own})}
    for asking in stories:
        if keys[asking.article.pk] & waited_for:
            link_awaited(asking.article)


def _by_field(queryset: Any, field: str, values: Iterable[str]) -> list[Any]:
    wanted = sorted(values)
    return [
        row
        for start in range(0, len(wanted), _ASKED_AT_ONCE)
        for row in queryset.filter(**{f"{field}__in": wanted[start : start + _ASKED_AT_ONCE]})
    ]


def link_awaited(article: Article) -> int:
    """Turn every promise of this story into a link; call it after any save. Returns how many."""
    record = ImportRecord.objects.filter(article=article).first()
    waiting = PendingRelatedLink.objects.filter(reference_key__in=_awaited_keys(article, record)).exclude(article=article)
    linked = 0
    for promise in waiting.select_related("article__import_record"):  # one query, however many wait
        if _is_meant(promise, article, record):
            _make(promise.article, promise.order, target=article, title=promise.title)
            promise.delete()
            linked += 1
    return linked


def _awaited_keys(article: Article, record: ImportRecord | None) -> set[str]:
    """Under which keys others may wait for the story."""
    keys = {article.headline_key[:KEY_LENGTH]}
    if record is not None and record.external_id:
        keys.add(fold_key(record.external_id)[:KEY_LENGTH])
    return keys - {""}


def _is_meant(promise: PendingRelatedLink, article: Article, record: ImportRecord | None) -> bool:
    if promise.reference_key == article.headline_key[:KEY_LENGTH]:
        return True
    if record is None or promise.reference != record.external_id:
        return False
    asking = getattr(promise.article, "import_record", None)
    return asking is not None and _same_world(asking, record)


def _same_world(asking: ImportRecord, found: ImportRecord) -> bool:
    """Whether an external id means the same in both: numbers are counted anew by every source."""
    return asking.source == found.source or asking.path == found.path or not found.external_id.isdecimal()


def _link(article: Article, reference: str, order: int, title: str) -> bool:
    if _ADDRESS.match(reference):
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
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise NoReference(f"related: {address[:80]!r} is no address") from error
    own = _OWN_PATH.match(parts.path)
    if own and _is_own_host(parts, host):
        target = Article.objects.filter(pk=int(own.group(1))).first()
        if target is None:
            raise NoReference(f"related: there is no story at {address[:80]!r}")
        if target.pk != article.pk:
            _make(article, order, target=target, title=title)
        return
    try:
        _valid_address(address)
    except ValidationError as error:
        raise NoReference(f"related: {address[:80]!r} is no address") from error
    if len(address) > (RelatedLink._meta.get_field("url").max_length or 500):
        raise NoReference("related: an address that is too long")
    _make(article, order, url=address, title=title or host)


def _is_own_host(parts: SplitResult, host: str) -> bool:
    return not parts.netloc or any(host == own or (own[:1] == "." and host.endswith(own)) for own in settings.ALLOWED_HOSTS)


def _by_external_id(article: Article, reference: str) -> Article | None:
    asking = ImportRecord.objects.filter(article=article).first()
    if asking is None or len(reference) > REFERENCE_LENGTH:
        return None
    found = list(ImportRecord.objects.filter(external_id=reference).exclude(article=article).select_related("article")[:20])
    found.sort(key=lambda record: (record.source != asking.source, record.path != asking.path, record.pk))
    return next((record.article for record in found if _same_world(asking, record)), None)


def _by_headline(article: Article, reference: str) -> Article | None:
    key = fold_key(reference)
    if not key:
        return None
    return Article.objects.filter(headline_key=key).exclude(pk=article.pk).newest_first().first()


def _await(article: Article, reference: str, order: int, title: str) -> str:
    """Keep the promise; returns its key."""
    key = _awaitable(article, reference)
    if not key:
        return key
    PendingRelatedLink.objects.get_or_create(
        article=article, reference_key=key, defaults={"reference": reference, "order": order, "title": title}
    )
    return key


def _awaitable(article: Article, reference: str) -> str:
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
