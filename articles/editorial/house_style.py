"""Proofreading by the newsroom's own rules: its dictionary, its style sheet, rules on and off, what was waved through.

report = read_by_house_style(article)      # saved, or as it stands in a form
report.open, report.ignored                # remarks, each with its row for a page
"""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.editorial.proofreading import ALL_RULES, DEFAULTS, for_client, proofread_article, rule_name
from articles.editorial.story_rules import StoryFinding
from articles.editorial.story_text import BodyText, GalleryPicture
from articles.models import Article, AvoidedForm, DictionaryWord, IgnoredFinding, RuleSwitch

# What must be mended before publication can't be waved through.
NEVER_IGNORED = frozenset({"missing-alt"})
# Rules on marks, blanks and whole texts say nothing about a word that a dictionary could hold.
OF_WORDS = frozenset(
    ("hamza-wasl", "hamza-dropped", "hamza-final", "hamza-seat-house", "taa-marbuta", "maqsura-for-yaa", "yaa-for-maqsura")
) | {"misspelt", "repeated-function-word", "repeated-word", "persian-letters", "tatweel"}

Key = tuple[str, str]


@dataclass(frozen=True)
class HouseStyle:
    """``style_sheet``: form to be replaced -> preferred form."""

    rules: frozenset[str]
    dictionary: frozenset[str]
    style_sheet: Mapping[str, str]


class Remark(NamedTuple):
    """A finding, and its row for a page: `proofreading.for_client`'s, with ``name``, ``key``, ``ignorable``, ``word``.

    ``word``: what a dictionary could hold so that the finding comes no more; "" where that makes no sense.
    """

    found: StoryFinding
    row: dict[str, Any]


@dataclass(frozen=True)
class Report:
    open: list[Remark]
    ignored: list[Remark]


def house_style() -> HouseStyle:
    """The newsroom's rules as they stand; three queries."""
    switches = dict(RuleSwitch.objects.values_list("rule", "is_on"))
    rules = {rule for rule in ALL_RULES if switches.get(rule, rule in DEFAULTS)}
    words = DictionaryWord.objects.values_list("word", flat=True)
    sheet = AvoidedForm.objects.values_list("form", "preferred__preferred")
    return HouseStyle(frozenset(rules), frozenset(words), dict(sheet))


def read_by_house_style(
    article: Article,
    *,
    style: HouseStyle | None = None,
    rules: Collection[str] | None = None,
    ignored: Set[Key] | None = None,
    has_byline: bool | None = None,
    body: BodyText | None = None,
    gallery: Sequence[GalleryPicture] | None = None,
) -> Report:
    """The story's remarks, those waved through apart.

    ``style`` and ``ignored`` are read from the database where they are not given; ``rules`` narrows to some of them.
    The rest as `proofreading.proofread_article` takes it.
    """
    house = style or house_style()
    waved = ignored_in(article) if ignored is None else ignored
    asked = house.rules if rules is None else frozenset(rules)
    found = proofread_article(
        article,
        rules=sorted(asked),
        dictionary=house.dictionary,
        style_sheet=house.style_sheet,
        has_byline=has_byline,
        body=body,
        gallery=gallery,
    )
    rows = for_client(article, found, body, gallery)
    remarks = [Remark(one, _for_page(row)) for one, row in zip(found, rows, strict=True)]
    return Report(
        open=[remark for remark in remarks if not _is_ignored(remark.row, waved)],
        ignored=[remark for remark in remarks if _is_ignored(remark.row, waved)],
    )


def ignored_in(article: Article) -> set[Key]:
    """(field, fingerprint) of what was waved through in the saved story."""
    if article.pk is None:
        return set()
    return set(IgnoredFinding.objects.filter(article=article).values_list("field", "fingerprint"))


def ignore(article: Article, field: str, fingerprint: str, rule: str, text: str, *, by: Any) -> None:
    """Wave a finding through in this story. ValidationError where the rule is unknown or must be obeyed."""
    if rule not in ALL_RULES:
        raise ValidationError(_("There is no such rule."))
    if rule in NEVER_IGNORED:
        raise ValidationError(_("This can't be ignored: it must be mended before publication."))
    row = IgnoredFinding(article=article, field=key_field(field), fingerprint=fingerprint, rule=rule, text=text[:200], by=by)
    row.clean_fields(exclude=["article", "by"])
    IgnoredFinding.objects.get_or_create(
        article=article, field=row.field, fingerprint=fingerprint, defaults={"rule": rule, "text": row.text, "by": by}
    )


def heed_again(article: Article, field: str, fingerprint: str) -> None:
    """Take an «ignore here» back."""
    IgnoredFinding.objects.filter(article=article, field=key_field(field), fingerprint=fingerprint).delete()


def add_to_dictionary(word: str, *, by: Any) -> DictionaryWord:
    """The word is right from now on, in every story. ValidationError tells what is wrong with it."""
    row = DictionaryWord(word=word, added_by=by)
    row.full_clean()
    row.save()
    return row


def key_field(field: str) -> str:
    """A form's field without the row's number: rows change places."""
    first, number, last = (*field.split("-", 2), "", "")[:3]
    return f"{first}-{last}" if number else field


def _for_page(row: dict[str, Any]) -> dict[str, Any]:
    word = row["text"] if row["rule"] in OF_WORDS else ""
    return row | {
        "key": f"{key_field(row['field'])}:{row['fingerprint']}",
        "name": str(rule_name(row["rule"])),
        "ignorable": row["rule"] not in NEVER_IGNORED,
        "word": word,
    }


def _is_ignored(row: dict[str, Any], waved: Set[Key]) -> bool:
    return row["ignorable"] and (key_field(row["field"]), row["fingerprint"]) in waved
