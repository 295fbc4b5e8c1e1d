"""What links new stories of a chunk to each other and to those that are here, as if they came one by one.

`awaited` and `addresses` do this story by story, with a query at every step. Here the same steps are gone through in
memory, after a few queries for all, and the rows are written at once; what waits in the database for one of the stories
is then mended by those modules themselves. A test holds that both ways leave the same rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from articles import awaited
from articles.awaited import ADDRESS, ID_MARK, KEY_LENGTH, REFERENCE_LENGTH, NoReference
from articles.importing import addresses
from articles.importing.story import Story
from articles.models import Article, AwaitedAddress, ImportRecord, OldAddress, PendingRelatedLink, RelatedLink
from articles.models.article import BEFORE_ALL_NEWS
from articles.models.many import by_field, insert
from articles.text.addresses import address_key, spellings
from articles.text.arabic import fold_key


class New(NamedTuple):
    """A new story whose rows are not written yet; the article has its number. ``former`` as `addresses.former` gives it."""

    article: Article
    record: ImportRecord
    story: Story
    former: dict[str, bool]


class Arrivals:
    """Call `arrive` for each story in their order, write the articles and records, then call `write`."""

    def __init__(self, stories: Sequence[New]) -> None:
        self._here = _Here(stories)
        self._links: defaultdict[int, list[RelatedLink]] = defaultdict(list)
        self._to_outside: defaultdict[str, list[RelatedLink]] = defaultdict(list)
        self._promises: defaultdict[str, list[tuple[New, PendingRelatedLink]]] = defaultdict(list)
        # Key of an address -> those whose bodies wait for it
        self._waiting: defaultdict[str, list[Article]] = defaultdict(list)
        self._old_addresses: list[OldAddress] = []
        self._mend_links: list[tuple[Article, list[str]]] = []
        self._lead_here: list[tuple[Article, list[str]]] = []
        self._link_awaited: list[Article] = []

    def arrive(self, new: New) -> list[str]:
        """The story comes: its body's links, its former addresses, its related stories, and who waited for it. Warnings."""
        article, record = new.article, new.record
        keys = awaited.awaited_keys(article, record)
        if not keys.isdisjoint(self._here.promised):
            self._link_awaited.append(article)
        self._fulfil(new, article.headline_key[:KEY_LENGTH])
        warnings = [*self._settle(new), *(self._relate(new) if new.story.related else ())]
        if record.external_id:
            self._fulfil(new, fold_key(record.external_id)[:KEY_LENGTH])
        self._here.add(new)
        return warnings

    def lead_inside(self, new: New) -> str:
        """The story's body as it came with links to stories that are here made internal."""
        keys = addresses.links(new.story.body)
        return addresses.relinked(new.story.body, lambda link: self._here.link_to(keys[link]))

    def write(self) -> None:
        insert(self._old_addresses)
        insert([AwaitedAddress(article=one, key=key) for key, waiting in self._waiting.items() for one in waiting])
        insert([link for links in self._links.values() for link in links])
        insert([promise for promises in self._promises.values() for _, promise in promises])
        for article, keys in self._mend_links:
            addresses.mend_links(article, keys)
        for article, told in self._lead_here:
            awaited.lead_here(article, told)
        for article in self._link_awaited:
            awaited.link_awaited(article)

    def _settle(self, new: New) -> list[str]:
        """As `addresses.settle`."""
        article, former, owners = new.article, new.former, self._here.owners
        fresh = [key for key in former if key not in owners]
        foreign = [key for key in former if key in owners and former[key]]
        for key in fresh:
            owners[key] = article.pk
            self._old_addresses.append(OldAddress(article=article, key=key, path=OldAddress.path_of(key), is_own=former[key]))
        self._here.articles[article.pk] = article
        if "href" in article.body:
            for key in addresses.awaited_links(article, former):
                self._waiting[key].append(article)
        for key in fresh:
            for asking in self._waiting.pop(key, ()):
                found = addresses.links(asking.body)
                ours = {link for link in found if found[link] in fresh}
                address = addresses.address_of(article)
                asking.body = addresses.relinked(
                    asking.body, {**dict.fromkeys(found, ""), **dict.fromkeys(ours, address)}.__getitem__
                )
        if not self._here.waited_for.isdisjoint(fresh):
            self._mend_links.append((article, fresh))
        if fresh:
            self._lead_links_here(new)
        return [addresses.leads_elsewhere(key) for key in foreign]

    def _lead_links_here(self, new: New) -> None:
        """As `awaited.lead_here`."""
        if not (self._to_outside or self._here.outside):
            return
        told = [address for address in (*new.story.old_addresses, new.story.source_url) if address]
        named = {spelling for address in told for spelling in spellings(address)}
        if not named.isdisjoint(self._here.outside):
            self._lead_here.append((new.article, told))
        for url in named & self._to_outside.keys():
            for link in self._to_outside.pop(url):
                links = self._links[link.article_id]
                if any(one.target_id == new.article.pk for one in links):
                    links.remove(link)
                else:
                    link.target, link.title, link.url = new.article, awaited.own_title(link), ""

    def _fulfil(self, new: New, key: str) -> None:
        """As `awaited.link_awaited`, for promises under this key."""
        waiting = self._promises.pop(key, ()) if key else ()
        for asking, promise in waiting:
            if asking is not new and _is_meant(asking, promise, new):
                self._make(asking.article, promise.order, promise.title, target=new.article)
            else:
                self._promises[key].append((asking, promise))

    def _relate(self, new: New) -> list[str]:
        """As `awaited.relate`."""
        refused: list[str] = []
        titles = dict(new.story.related_titles)
        for order, reference in enumerate(new.story.related, 1):
            try:
                self._name(new, order, reference, titles.get(reference, ""))
            except NoReference as error:
                refused.append(str(error))
        return refused

    def _name(self, new: New, order: int, reference: str, title: str) -> None:
        if ADDRESS.match(reference):
            target = self._here.at_address(reference)
            if target is None:
                url = awaited.checked_address(reference)
                self._make(new.article, order, title or urlsplit(url).hostname or "", url=url)
            elif target != new.article.pk:
                self._make(new.article, order, title, target=target)
            return
        target = self._here.named(new, reference)
        if target is not None:
            self._make(new.article, order, title, target=target)
            return
        name = reference.removeprefix(ID_MARK)
        key = awaited.awaitable(new.article, name)
        if key and all(asking is not new for asking, _ in self._promises[key]):
            promise = PendingRelatedLink(article=new.article, reference_key=key, reference=name, order=order, title=title)
            self._promises[key].append((new, promise))

    def _make(self, article: Article, order: int, title: str, *, target: Any = None, url: str = "") -> None:
        links = self._links[article.pk]
        key = target.pk if isinstance(target, Article) else target
        if any(one.target_id == key if key else one.url == url for one in links):
            return
        if any(one.order == order for one in links):
            order = max(one.order for one in links) + 1
        link = RelatedLink(article=article, target_id=key, url=url, title=title, order=order)
        links.append(link)
        if url:
            self._to_outside[url].append(link)


class _Here:
    """What of all stories bears on those that come: asked for at once, and grown by each that has come."""

    def __init__(self, stories: Sequence[New]) -> None:
        bodies = {key for new in stories if "href" in new.story.body for key in addresses.links(new.story.body).values()}
        references = {reference for new in stories for reference in new.story.related}
        named = {reference for reference in references if ADDRESS.match(reference)}
        keys = {key for new in stories for key in new.former}
        # Key of a former address -> the story's key
        self.owners: dict[str, int] = dict(
            by_field(
                OldAddress.objects.values_list("key", "article_id"), "key", keys | bodies | set(map(address_key, named)) - {""}
            )
        )
        linked = {self.owners[key] for key in bodies & self.owners.keys()}
        self.articles = {article.pk: article for article in by_field(Article.objects.defer("body"), "pk", linked)}
        self._numbers = _known(Article.objects.values_list("pk", flat=True), "pk", filter(None, map(_number, named)))
        # For what promises, bodies and links of the database wait
        self.promised = _known(
            PendingRelatedLink.objects.values_list("reference_key", flat=True),
            "reference_key",
            (key for new in stories for key in awaited.awaited_keys(new.article, new.record)),
        )
        self.waited_for = _known(AwaitedAddress.objects.values_list("key", flat=True), "key", keys)
        self.outside = _outside(stories)
        self._ids: defaultdict[str, list[ImportRecord]] = defaultdict(list)
        self._titles: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
        self._ask_for(references - named)

    def add(self, new: New) -> None:
        """The story is here from now on."""
        article = new.article
        self._numbers.add(article.pk)
        if new.record.external_id:
            self._ids[new.record.external_id].append(new.record)
        self._titles[article.headline_key].append((_sort_time(article), article.pk))

    def link_to(self, key: str) -> str:
        """The internal address of what stood under the key; "" if that is not here."""
        article = self.articles.get(self.owners.get(key, 0))
        return addresses.address_of(article) if article is not None else ""

    def at_address(self, address: str) -> int | None:
        number = awaited.own_number(address)
        if number is None:
            return self.owners.get(address_key(address))
        if number not in self._numbers:
            raise NoReference(f"related: there is no story at {address[:80]!r}")
        return number

    def named(self, asking: New, reference: str) -> int | None:
        """The story that the external id or headline names, as `awaited` finds it."""
        name = reference.removeprefix(ID_MARK)
        own = asking.record
        found = self._ids.get(name, ()) if len(name) <= REFERENCE_LENGTH else ()
        # Records of this chunk have no key yet: they come after all others.
        nearest = sorted(found, key=lambda one: (one.source != own.source, one.path != own.path, one.pk is None, one.pk or 0))
        by_id = next((record.article_id for record in nearest if awaited.same_world(own, record)), None)
        if by_id is not None or reference.startswith(ID_MARK):
            return by_id
        return max(self._titles.get(fold_key(reference), ()), default=(None, None))[1]

    def _ask_for(self, references: set[str]) -> None:
        if not references:
            return
        ids = {name for reference in references if (name := reference.removeprefix(ID_MARK)) and len(name) <= REFERENCE_LENGTH}
        for record in by_field(ImportRecord.objects.order_by("pk").defer("conflict"), "external_id", ids):
            self._ids[record.external_id].append(record)
        keys = {fold_key(reference) for reference in references if not reference.startswith(ID_MARK)} - {""}
        for key, *place in by_field(Article.objects.values_list("headline_key", "sort_time", "pk"), "headline_key", keys):
            self._titles[key].append((place[0], place[1]))


def _is_meant(asking: New, promise: PendingRelatedLink, new: New) -> bool:
    if promise.reference_key == new.article.headline_key[:KEY_LENGTH]:
        return True
    return promise.reference == new.record.external_id and awaited.same_world(asking.record, new.record)


def _known(queryset: Any, field: str, values: Iterable[Any]) -> set[Any]:
    return set(by_field(queryset, field, values))


def _number(address: str) -> int | None:
    try:
        return awaited.own_number(address)
    except NoReference:
        return None


def _outside(stories: Sequence[New]) -> set[str]:
    """Addresses outside to which related links lead and which may be one of these stories'."""
    links = RelatedLink.objects.exclude(url="")
    if not links.exists():
        return set()
    told = (address for new in stories for address in (*new.story.old_addresses, new.story.source_url) if address)
    return _known(links.values_list("url", flat=True), "url", {spelling for address in told for spelling in spellings(address)})


def _sort_time(article: Article) -> datetime:
    return article.published_at or BEFORE_ALL_NEWS
