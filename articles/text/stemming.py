"""Light Arabic stemming that looks a word up before it cuts it.

Blind stripping turns بومبيو into ومب, parts وزير from الوزير and joins مكتب with مكتبة. So three steps, in this
order: the word as it stands in the lexicon; the word less a prefix, less a suffix, where the lexicon proves the
rest; only then the few affixes that are safe to take from an unknown word. All functions work on folded words
(`articles.text.arabic.fold`) and are pure.
"""

from collections.abc import Iterable

from articles.text import lexicon

SHORTEST = 3

# What may stand before a word, shortest first: the lexicon is asked with as little cut off as can be.
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ال", "ب", "ل", "ك", "لل", "بال", "كال", "ولل")
PROVED_PREFIXES = tuple(sorted({c + p for c in _CONJUNCTIONS for p in _PREPOSITIONS}, key=len))
# Safe to take from any word: the article, alone or behind conjunction and preposition.
DEFINITE_PREFIXES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")

PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ه", "ك", "ي")
PLURALS = ("ات", "ون", "ين", "ان", "تين", "تان")
_PROVED_SUFFIXES = ("", *PLURALS, *PRONOUNS, "يه", "يا", "يين", "يون", "يات", "ا", "اتها", "اته", "اتهم", "اتنا")
_FIRST_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "كم", "ات", "ون", "ين", "ان", "يه", "وا", "ه", "ي", "ا")
_SECOND_SUFFIXES = ("ات", "ين", "ون", "ان", "يه", "ه", "ي", "ت")


def strip_suffixes(word: str) -> str:
    """The word less at most two suffixes, at least three letters left."""
    for suffixes in (_FIRST_SUFFIXES, _SECOND_SUFFIXES):
        for suffix in suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
                word = word[: -len(suffix)]
                break
    return word


def _build_terms() -> dict[str, str]:
    """Folded word -> its term, for every word of the lexicon. Earlier lists win."""
    stop_words = lexicon.words("stop_words")
    terms = {word: word for word in stop_words}
    for line in lexicon.lines("places"):
        has_article = line[0].startswith("ال") and len(line) > 1
        _enter(terms, min(line, key=len) if has_article else line[0], line)
    for line in lexicon.lines("feminine"):
        base = line[0][:-1]
        _enter(terms, line[0], (line[0], base + "ات", base + "ت", *line[1:]))
    for line in (*lexicon.lines("broken_plurals"), *lexicon.lines("spellings")):
        _enter(terms, line[0], line)
    for word in (*lexicon.words("names"), *lexicon.words("whole")):
        _enter(terms, word, (word,))
    for word in lexicon.words("protected"):
        stripped = strip_suffixes(word)
        term = word if terms.get(stripped) in stop_words else stripped  # وَلا is not وِلاية
        _enter(terms, term, (word, term, word[:-1] + "ت" if word.endswith("ه") else word))
    return terms


def _enter(terms: dict[str, str], term: str, forms: Iterable[str]) -> None:
    term = terms.get(term, term)
    for form in forms:
        if len(form) > 1:
            terms.setdefault(form, term)


TERMS = _build_terms()
STOP_WORDS = frozenset(lexicon.words("stop_words"))
WEAK_WORDS = frozenset((*lexicon.words("weak_words"), *lexicon.words("frame_words")))


def _by_letter(affixes: tuple[str, ...], at: int) -> dict[str, tuple[str, ...]]:
    """Letter -> those affixes, in their order, that have it at this end; and the empty one, for any letter."""
    letters = {affix[at] for affix in affixes if affix}
    return {letter: tuple(affix for affix in affixes if not affix or affix[at] == letter) for letter in letters}


# Most words begin or end with a letter that no affix has: asking by letter is several times quicker than trying all.
_NO_AFFIX = ("",)
_PREFIXES_BY_LETTER = _by_letter(PROVED_PREFIXES, 0)
_SUFFIXES_BY_LETTER = _by_letter(_PROVED_SUFFIXES, -1)


def _proved(word: str) -> str | None:
    """The lexicon's term for the word, or for the word less one suffix."""
    for suffix in _SUFFIXES_BY_LETTER.get(word[-1], _NO_AFFIX):
        if word.endswith(suffix):
            base = word[: len(word) - len(suffix)]
            if len(base) >= SHORTEST and base in TERMS and (not suffix or base not in STOP_WORDS):
                return TERMS[base]
    return None


def _is_arabic(word: str) -> bool:
    return "\u0621" <= word[0] <= "\u06ff"


def stem(word: str) -> str:
    """The term under which a folded word is indexed.

    Words of up to three letters, numbers and Latin words stay as they are.
    """
    if word in TERMS:
        return TERMS[word]
    if len(word) <= SHORTEST or not _is_arabic(word):
        return word
    for prefix in _PREFIXES_BY_LETTER.get(word[0], _NO_AFFIX):
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST:
            term = _proved(word[len(prefix) :])
            if term is not None:
                return term
    return strip_suffixes(_bare(word))


def _bare(word: str) -> str:
    """An unknown word less its article and conjunction."""
    for prefix in DEFINITE_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST:
            return word[len(prefix) :]
    if word[0] == "و" and len(word) > SHORTEST:
        return word[1:]
    return word


def kin(word: str) -> frozenset[str]:
    """Other terms under which forms of the same unknown folded word may stand in an index; never its own term.

    «ببومبيو» is indexed whole, since nothing proves its ب a prefix: whoever asks for «بومبيو» asks for it too.
    Words of the lexicon are never guessed at: بيان is no «يان» with a preposition.
    """
    term = stem(word)
    if len(word) < SHORTEST or not _is_arabic(word) or word in STOP_WORDS:
        return frozenset()
    bare = word
    for prefix in DEFINITE_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST:
            bare = word[len(prefix) :]
            break
    forms = {bare, "ال" + bare}
    if len(bare) > SHORTEST or bare in TERMS:
        forms |= {prefix + bare for prefix in ("و", "ب", "ل", "ك", "ف", "وب", "ول", "لل")}
    found = {stem(form) for form in forms if form not in TERMS or form == bare}
    return frozenset(found - {term} - STOP_WORDS)
