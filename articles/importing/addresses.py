"""Links between imported stories: what leads to a former address leads to our own, in whatever order stories come."""

import html
import re
from collections.abc import Callable, Iterable, Sequence

from articles.importing.identity import article_hash
from articles.importing.lookup import by_field
from articles.importing.story import Story
from articles.models import Article, AwaitedAddress, ImportRecord, OldAddress, RelatedLink
from articles.models.redirects import KEY_LENGTH
from articles.text.addresses import address_key, path_key

_HREF = re.compile(r'(<a\b[^>]*?\shref=")(https?://[^"]+|/[^/"][^"]*)(")', re.IGNORECASE)


def internal(body: str) -> str:
    """The body with links to stories that are here already made internal."""
    keys = _keys(body)
    known = OldAddress.objects.stories(keys.values())
    if not known:
        return body
    own = {article.pk: _address(article) for article in Article.objects.filter(pk__in=set(known.values())).defer("body")}
    return _relinked(body, lambda link: own.get(known.get(keys[link], 0), ""))


def internal_many(bodies: Iterable[str]) -> dict[str, str]:
    """`internal` for many bodies; those that stay as they are are left out. One query where none has a known link."""
    keys = {body: set(_keys(body).values()) for body in bodies if "href" in body}
    known = held_keys(key for found in keys.values() for key in found)
    return {body: internal(body) for body, found in keys.items() if found & known}


def former(story: Story) -> dict[str, bool]:
    """Keys of the addresses where the story stood before -> whether the address was this newsroom's own."""
    own = _usable(story.old_addresses)
    return dict.fromkeys(_usable((story.source_url,)), False) | dict.fromkeys(own, True)


def held_keys(keys: Iterable[str]) -> set[str]:
    """Those of the keys that lead to some story."""
    return {key for (key,) in by_field(OldAddress.objects.values_list("key"), "key", filter(None, keys))}


def settle_new(stories: Sequence[tuple[Article, Story]]) -> None:
    """`settle` for many new articles whose former addresses lead nowhere yet."""
    keys = {article.pk: former(story) for article, story in stories}
    OldAddress.objects.bulk_create(
        OldAddress(article=article, key=key, path=OldAddress.path_of(key), is_own=is_own)
        for article, _ in stories
        for key, is_own in keys[article.pk].items()
    )
    AwaitedAddress.objects.bulk_create(
        AwaitedAddress(article=article, key=key) for article, _ in stories for key in _awaited(article, keys[article.pk])
    )
    arrived = [key for found in keys.values() for key in found]
    waited_for = {key for (key,) in by_field(AwaitedAddress.objects.values_list("key"), "key", arrived)}
    told = [address for _, story in stories for address in (*story.old_addresses, story.source_url) if address]
    linked = {url for (url,) in by_field(RelatedLink.objects.values_list("url"), "url", told)}
    for article, story in stories:
        if keys[article.pk].keys() & waited_for:
            _mend_links(article, list(keys[article.pk]))
        addresses = [*story.old_addresses, story.source_url]
        if linked.intersection(addresses):
            _mend_related(article, addresses)


def settle(article: Article, story: Story) -> list[str]:
    """Keep the story's former addresses, note what its links wait for, mend links that waited for it.

    Call it in the story's transaction when its record stands. Returns warnings.
    """
    own = _usable(story.old_addresses)
    elsewhere = [key for key in _usable((story.source_url,)) if key not in own]
    taken = OldAddress.objects.stories([*own, *elsewhere])
    new = [key for key in (*own, *elsewhere) if key not in taken]
    OldAddress.objects.bulk_create(
        OldAddress(article=article, key=key, path=OldAddress.path_of(key), is_own=key in own) for key in new
    )
    _await(article, [*own, *elsewhere])
    if new:
        _mend_links(article, new)
        _mend_related(article, [*story.old_addresses, story.source_url])
    foreign = [key for key, owner in taken.items() if owner != article.pk and key in own]
    return [f"the old address {key[:80]} leads to another story already" for key in foreign]


def _host(key: str) -> str:
    return re.split("[/?]", key, maxsplit=1)[0]


def _usable(addresses: Iterable[str]) -> list[str]:
    """Keys of the addresses, without those of a site's front page and those that are too long to be kept."""
    keys = dict.fromkeys(_key(address) for address in addresses if address)
    return [key for key in keys if key and len(key) <= KEY_LENGTH and OldAddress.path_of(key)]


def _keys(body: str) -> dict[str, str]:
    """Link as it stands in the body -> its key."""
    return {found[2]: _key(html.unescape(found[2])) for found in _HREF.finditer(body)}


def _key(address: str) -> str:
    """The address' key; of a path alone, as exports that don't tell their site give it, the path's."""
    parts = address.partition("#")[0].partition("?")
    return address_key(address) or (path_key(parts[0], parts[2]) if address.startswith("/") else "")


def _address(article: Article) -> str:
    # The short address does not tell the headline of a story that is not public yet.
    return article.get_absolute_url() if article.is_public else article.get_short_url()


def _relinked(body: str, target: Callable[[str], str]) -> str:
    def once(found: re.Match[str]) -> str:
        address = target(found[2])
        return f"{found[1]}{html.escape(address)}{found[3]}" if address else found[0]

    return _HREF.sub(once, body)


def _await(article: Article, keys: Iterable[str]) -> None:
    """Note the links that wait; forget those that do so no longer."""
    wanted = _awaited(article, keys)
    known = set(AwaitedAddress.objects.filter(article=article).values_list("key", flat=True)) if article.pk else set()
    if known - wanted:
        AwaitedAddress.objects.filter(article=article, key__in=known - wanted).delete()
    AwaitedAddress.objects.bulk_create(AwaitedAddress(article=article, key=key) for key in wanted - known)


def _awaited(article: Article, keys: Iterable[str]) -> set[str]:
    """Keys of the body's links that stayed and lead to a host from which the story itself comes."""
    hosts = {_host(key) for key in keys}
    links = {key for key in _keys(article.body).values() if _host(key) in hosts} if hosts else set()
    return {key for key in links if len(key) <= KEY_LENGTH and OldAddress.path_of(key)}


def _mend_links(article: Article, keys: list[str]) -> None:
    """Make links internal that waited for this story; whether an editor worked on theirs stays as it was."""
    waiting = AwaitedAddress.objects.filter(key__in=keys)
    for asking in Article.objects.filter(pk__in=waiting.values("article_id")):
        record = ImportRecord.objects.filter(article=asking).first()
        untouched = record is not None and article_hash(asking) == record.article_hash
        links = _keys(asking.body)
        body = _relinked(asking.body, lambda link, links=links: _address(article) if links[link] in keys else "")  # type: ignore[misc]
        # Not saved as an edit: no word changes, and nobody has to index or review it again.
        Article.objects.filter(pk=asking.pk).update(body=body)
        asking.body = body
        if asking.pk == article.pk:
            article.body = body
        if record is not None and untouched:
            record.article_hash = article_hash(asking)
            record.save(update_fields=["article_hash"])
    waiting.delete()


def _mend_related(article: Article, addresses: list[str]) -> None:
    """Related links that named the story by its former address lead to it from now on."""
    links = RelatedLink.objects.filter(url__in=[address for address in addresses if address]).exclude(article=article)
    for link in links:
        if RelatedLink.objects.filter(article=link.article_id, target=article).exists():
            link.delete()
            continue
        link.target, link.url, link.title = article, "", ""
        link.save(update_fields=["target", "url", "title"])
