"""Links between imported stories: what leads to a former address leads to our own, in whatever order stories come."""

import html
import re
from collections.abc import Callable, Iterable

from articles import awaited
from articles.importing.identity import article_hash
from articles.importing.story import Story
from articles.models import Article, AwaitedAddress, ImportRecord, OldAddress
from articles.models.redirects import KEY_LENGTH
from articles.text.addresses import address_key, path_key

_HREF = re.compile(r'(<a\b[^>]*?\shref=")(https?://[^"]+|/[^/"][^"]*)(")', re.IGNORECASE)


def internal(body: str) -> str:
    """The body with links to stories that are here already made internal."""
    keys = links(body)
    known = OldAddress.objects.stories(keys.values())
    if not known:
        return body
    own = {article.pk: address_of(article) for article in Article.objects.filter(pk__in=set(known.values())).defer("body")}
    return relinked(body, lambda link: own.get(known.get(keys[link], 0), ""))


def former(story: Story) -> dict[str, bool]:
    """Keys of the addresses where the story stood before -> whether the address was this newsroom's own."""
    own = _usable(story.old_addresses)
    return dict.fromkeys(own, True) | {key: False for key in _usable((story.source_url,)) if key not in own}


def settle(article: Article, story: Story) -> list[str]:
    """Keep the story's former addresses, note what its links wait for, mend links that waited for it.

    Call it in the story's transaction when its record stands. Returns warnings.
    """
    keys = former(story)
    taken = OldAddress.objects.stories(keys)
    new = [key for key in keys if key not in taken]
    OldAddress.objects.bulk_create(
        OldAddress(article=article, key=key, path=OldAddress.path_of(key), is_own=keys[key]) for key in new
    )
    _await(article, keys)
    if new:
        mend_links(article, new)
        awaited.lead_here(article, [*story.old_addresses, story.source_url])
    foreign = [key for key, owner in taken.items() if owner != article.pk and keys[key]]
    return [leads_elsewhere(key) for key in foreign]


def leads_elsewhere(key: str) -> str:
    """The warning of a former address that another story has."""
    return f"the old address {key[:80]} leads to another story already"


def _host(key: str) -> str:
    return re.split("[/?]", key, maxsplit=1)[0]


def _usable(addresses: Iterable[str]) -> list[str]:
    """Keys of the addresses, without those of a site's front page and those that are too long to be kept."""
    keys = dict.fromkeys(_key(address) for address in addresses if address)
    return [key for key in keys if key and len(key) <= KEY_LENGTH and OldAddress.path_of(key)]


def links(body: str) -> dict[str, str]:
    """Link as it stands in the body -> its key."""
    return {found[2]: _key(html.unescape(found[2])) for found in _HREF.finditer(body)}


def _key(address: str) -> str:
    """The address' key; of a path alone, as exports that don't tell their site give it, the path's."""
    parts = address.partition("#")[0].partition("?")
    return address_key(address) or (path_key(parts[0], parts[2]) if address.startswith("/") else "")


def address_of(article: Article) -> str:
    """How links inside bodies lead to the article."""
    # The short address does not tell the headline of a story that is not public yet.
    return article.get_absolute_url() if article.is_public else article.get_short_url()


def relinked(body: str, target: Callable[[str], str]) -> str:
    """The body with each link led to what ``target`` gives for it; "" leaves it."""

    def once(found: re.Match[str]) -> str:
        address = target(found[2])
        return f"{found[1]}{html.escape(address)}{found[3]}" if address else found[0]

    return _HREF.sub(once, body)


def _await(article: Article, keys: Iterable[str]) -> None:
    """Note the links that wait; forget those that do so no longer."""
    wanted = awaited_links(article, keys)
    known = set(AwaitedAddress.objects.filter(article=article).values_list("key", flat=True)) if article.pk else set()
    if known - wanted:
        AwaitedAddress.objects.filter(article=article, key__in=known - wanted).delete()
    AwaitedAddress.objects.bulk_create(AwaitedAddress(article=article, key=key) for key in wanted - known)


def awaited_links(article: Article, keys: Iterable[str]) -> set[str]:
    """Keys of the body's links that stayed and lead to a host from which the story itself comes."""
    hosts = {_host(key) for key in keys}
    found = {key for key in links(article.body).values() if _host(key) in hosts} if hosts else set()
    return {key for key in found if len(key) <= KEY_LENGTH and OldAddress.path_of(key)}


def mend_links(article: Article, keys: list[str]) -> None:
    """Make links internal that waited for this story; whether an editor worked on theirs stays as it was."""
    waiting = AwaitedAddress.objects.filter(key__in=keys)
    for asking in Article.objects.filter(pk__in=waiting.values("article_id")):
        record = ImportRecord.objects.filter(article=asking).first()
        untouched = record is not None and article_hash(asking) == record.article_hash
        found = links(asking.body)
        body = relinked(asking.body, lambda link, found=found: address_of(article) if found[link] in keys else "")  # type: ignore[misc]
        # Not saved as an edit: no word changes, and nobody has to index or review it again.
        Article.objects.filter(pk=asking.pk).update(body=body)
        asking.body = body
        if asking.pk == article.pk:
            article.body = body
        if record is not None and untouched:
            record.article_hash = article_hash(asking)
            record.save(update_fields=["article_hash"])
    waiting.delete()
